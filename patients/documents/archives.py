"""What the end of an archive says is in it. Nothing is unpacked. No database here."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from patients.documents.kinds import MACROS

TAIL = 1024 * 1024
"""Bytes from the end of a file in which its list of entries has to stand."""
MOST_ENTRIES = 5000
MOST_UNPACKED = 1_000_000_000  # bytes; Office files hold little more than they take

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x01\x02"


@dataclass(frozen=True)
class Listing:
    """The list at the end of an archive: entries, their bytes when unpacked, whether it is the whole file."""

    names: tuple[bytes, ...]
    unpacked: int
    is_at_start: bool
    is_at_end: bool

    @property
    def is_bomb(self) -> bool:
        return len(self.names) > MOST_ENTRIES or self.unpacked > MOST_UNPACKED

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith(MACROS.lower()) for name in self.names)

    @property
    def leads_out(self) -> bool:
        """Whether an entry would be written outside the folder it is unpacked into."""
        parts = (name.replace(b"\\", b"/").split(b"/") for name in self.names)
        return any(b".." in each or not each[0] or b":" in each[0] or b"\0" in b"".join(each) for each in parts)


def listing_of(tail: bytes, *, size: int) -> Listing | None:
    """What the last bytes of a file of this size list; None when they are not the end of an archive."""
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < _END.size:
        return None
    _mark, disk, first_disk, here, entries, length, offset, comment = _END.unpack_from(tail, place)
    start = place - length
    if disk or first_disk or here != entries or start < 0:
        return None
    found = _entries(tail[start:place])
    if found is None or len(found) != entries:
        return None
    return Listing(
        names=tuple(name for name, _unpacked in found),
        unpacked=sum(unpacked for _name, unpacked in found),
        is_at_start=size - len(tail) + start == offset,
        is_at_end=place + _END.size + comment == len(tail),
    )


def _entries(listed: bytes) -> list[tuple[bytes, int]] | None:
    """Name and unpacked size of each entry; None when it is no such list."""
    found, place = [], 0
    while place < len(listed):
        if listed[place : place + 4] != _ENTRY_MARK or len(listed) - place < _ENTRY.size:
            return None
        entry = _ENTRY.unpack_from(listed, place)
        unpacked, name, extra, comment = entry[9], entry[10], entry[11], entry[12]
        name_at = place + _ENTRY.size
        found.append((listed[name_at : name_at + name], unpacked))
        place = name_at + name + extra + comment
    return found
