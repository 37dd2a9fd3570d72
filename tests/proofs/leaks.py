"""Looking for values where they must not be readable, in every form in which they could still be read."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OVERLAP = 4096
BLOCK = 8 * 1024 * 1024


def forms_of(value: str) -> dict[str, bytes]:
    """A value as written, in either case, in base64 at each alignment, hex, UTF-16, reversed, and its digits alone."""
    raw = value.encode()
    forms = {
        "plain": raw,
        "lower": value.lower().encode(),
        "upper": value.upper().encode(),
        "reversed": value[::-1].encode(),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "utf-16": value.encode("utf-16-le"),
        "url": "".join(f"%{byte:02X}" for byte in raw).encode(),
    }
    for shift in range(3):  # the letters that do not depend on what stands before and after
        coded = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
        forms[f"base64+{shift}"] = coded[(0, 2, 3)[shift] : len(coded) - 1]
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 8:
        forms["digits"] = digits.encode()
    return forms


@dataclass(frozen=True)
class Finding:
    """A value that can be read in a place, and in which form."""

    where: str
    value: str
    form: str


class Search:
    """All forms of all values, looked for in one pass over each place."""

    def __init__(self, values: Iterable[str]) -> None:
        self.known = {form: (value, name) for value in values for name, form in forms_of(value).items()}
        self.pattern = re.compile(b"|".join(re.escape(form) for form in sorted(self.known, key=len, reverse=True)))

    def in_bytes(self, content: bytes, where: str) -> set[Finding]:
        return {Finding(where, *self.known[found]) for found in self.pattern.findall(content)}

    def in_file(self, file: Path, where: str = "") -> set[Finding]:
        """In a file's bytes and in its name."""
        found = self.in_bytes(str(file).encode(), f"name of {where or file}")
        try:
            with file.open("rb") as opened:
                before = b""
                while block := opened.read(BLOCK):
                    found |= self.in_bytes(before + block, where or str(file))
                    before = block[-OVERLAP:]
        except FileNotFoundError:  # a queue's file that was taken meanwhile
            pass
        return found

    def in_folder(self, folder: Path) -> set[Finding]:
        return {finding for file in files_in(folder) for finding in self.in_file(file)}


def files_in(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        yield from (file for file in (Path(place) / name for name in names) if file.is_file())
