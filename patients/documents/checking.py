"""Reading a received file once, while looking at all of it: kind, size, digest. No database here."""

from __future__ import annotations

import hashlib
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal
from patients.documents import archives, names
from patients.documents.kinds import CSV, DOCX, HEAD, MACROS, ODT, TEXT, XLSX, Kind, kind_of

ARCHIVES = (DOCX, XLSX, ODT)


class FileIsEmpty(Refusal):
    code = "document_is_empty"
    sentence = _("The file is empty. Choose another one.")
    status = 422


class FileIsTooLarge(Refusal):
    code = "document_too_large"
    sentence = _("The file is larger than 100 MB. Choose a smaller one, or divide it.")
    status = 413


class KindNotKept(Refusal):
    code = "document_kind_not_kept"
    sentence = _(
        "Files of this kind are not kept. Choose a PDF, a picture (PNG, JPEG, WebP, GIF, TIFF, HEIC), "
        "a text or CSV file, a Word, Excel or OpenDocument file, or a DICOM image."
    )
    status = 415


class NameClaimsAnotherKind(Refusal):
    code = "document_name_misleads"
    status = 415

    def __init__(self, extension: str, kind: Kind) -> None:
        told = {"extension": extension, "kind": kind.label}
        super().__init__(
            _("The file is named .%(extension)s, but it holds a %(kind)s. Name it for what it is and choose it again.")
            % told,
            field="file",
        )


class HoldsPrograms(Refusal):
    code = "document_holds_programs"
    sentence = _("The file holds macros, which are programs. Save it without them and choose it again.")
    status = 415


class HoldsAnotherFile(Refusal):
    code = "document_holds_another_file"
    sentence = _("The file holds a second file behind or before the first. Save it anew and choose it again.")
    status = 415


class UnpacksTooLarge(Refusal):
    code = "document_unpacks_too_large"
    sentence = _("The file would be far too large when it is opened. Save it anew, or divide it, and choose it again.")
    status = 415


REFUSALS = (
    FileIsEmpty,
    FileIsTooLarge,
    KindNotKept,
    NameClaimsAnotherKind,
    HoldsPrograms,
    HoldsAnotherFile,
    UnpacksTooLarge,
)


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class CheckedFile:
    """A source that is read once, in blocks, and refuses as soon as something is wrong.

    The kind is known at once; `size` and `digest` (SHA-256, hexadecimal) when all of it was read.
    """

    def __init__(self, source: Readable, *, name: str, limit: int) -> None:
        self._source = source
        self._limit = limit
        self._head = _first(source)
        self._is_wide = self._head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16: every other byte may be zero
        self._tail = bytearray()
        self._is_seen = False
        self._hash = hashlib.sha256()
        self.size = 0
        if not self._head:
            raise FileIsEmpty(field="file")
        extension = names.extension_of(name)
        kind = kind_of(self._head, extension=extension)
        if kind is None:
            raise KindNotKept(field="file")
        if extension and extension not in kind.extensions:
            raise NameClaimsAnotherKind(extension, kind)
        self.kind = kind
        self.name = names.clean(name) if extension else names.clean(f"{names.clean(name)}.{kind.extensions[0]}")

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def read(self, size: int = -1, /) -> bytes:
        """The next block; nothing when all was read. Raises the refusals of this module."""
        if self._head:
            block, self._head = self._head, b""
        else:
            block = self._source.read(size)
        self.size += len(block)
        self._hash.update(block)
        if self.size > self._limit:
            raise FileIsTooLarge(field="file")
        if block:
            self._look_at(block)
        elif not self._is_seen:
            self._look_at_the_end()
        return block

    def _look_at(self, block: bytes) -> None:
        """What only shows further on: text that turns into bytes, macros in an Office file."""
        if self.kind in (TEXT, CSV) and not self._is_wide and b"\0" in block:
            raise KindNotKept(field="file")
        if self.kind in (DOCX, XLSX) and MACROS in self._tail[-len(MACROS) :] + block:
            raise HoldsPrograms(field="file")
        self._tail += block
        if len(self._tail) > 2 * archives.TAIL:
            del self._tail[: -archives.TAIL]

    def _look_at_the_end(self) -> None:
        """What only shows at the end: Office files are archives and nothing else; other files are none."""
        self._is_seen = True
        listing = archives.listing_of(bytes(self._tail[-archives.TAIL :]), size=self.size)
        if self.kind not in ARCHIVES:
            if listing is not None and (listing.is_at_end or self.kind.preview == "image"):
                raise HoldsAnotherFile(field="file")
            return
        if listing is None or listing.leads_out:
            raise KindNotKept(field="file")
        if listing.has_macros:
            raise HoldsPrograms(field="file")
        if listing.is_bomb:
            raise UnpacksTooLarge(field="file")
        if not (listing.is_at_start and listing.is_at_end):
            raise HoldsAnotherFile(field="file")


def _first(source: Readable) -> bytes:
    head = b""
    while len(head) < HEAD and (block := source.read(HEAD - len(head))):
        head += block
    return head
