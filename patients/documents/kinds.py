"""Which files are kept, told by their bytes and not by what they claim. No database here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD = 4096
"""Bytes from the start of a file that are enough to tell its kind."""


@dataclass(frozen=True)
class Kind:
    """One kind of file. `extensions` are those it may be named with."""

    name: str
    label: str | Promise
    content_type: str
    extensions: tuple[str, ...]
    preview: str = ""
    """How a preview is drawn: `image`, `pdf`, or not at all."""


PDF = Kind("pdf", _("PDF"), "application/pdf", ("pdf",), "pdf")
PNG = Kind("png", _("PNG picture"), "image/png", ("png",), "image")
JPEG = Kind("jpeg", _("JPEG picture"), "image/jpeg", ("jpg", "jpeg", "jpe"), "image")
WEBP = Kind("webp", _("WebP picture"), "image/webp", ("webp",), "image")
GIF = Kind("gif", _("GIF picture"), "image/gif", ("gif",), "image")
TIFF = Kind("tiff", _("TIFF picture"), "image/tiff", ("tif", "tiff"), "image")
HEIC = Kind("heic", _("HEIC picture"), "image/heic", ("heic", "heif"))
DICOM = Kind("dicom", _("DICOM image"), "application/dicom", ("dcm", "dicom"))
TEXT = Kind("text", _("text"), "text/plain", ("txt", "text", "md"))
CSV = Kind("csv", _("CSV table"), "text/csv", ("csv",))
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = Kind("docx", _("Word document"), f"{_OFFICE}.wordprocessingml.document", ("docx",))
XLSX = Kind("xlsx", _("Excel workbook"), f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",))
ODT = Kind("odt", _("OpenDocument text"), "application/vnd.oasis.opendocument.text", ("odt",))

KINDS = {kind.content_type: kind for kind in (PDF, PNG, JPEG, WEBP, GIF, TIFF, HEIC, DICOM, TEXT, CSV, DOCX, XLSX, ODT)}
ACCEPT = ",".join(f".{extension}" for kind in KINDS.values() for extension in kind.extensions)

_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_TIFFS = (b"II*\0", b"MM\0*")
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    *((start, TIFF) for start in _TIFFS),
)
_PREAMBLE = 128
"""Bytes before DICOM's mark that belong to nobody, so that programs and pages like to stand there."""
_MARKUP = re.compile(rb"\s*(<[a-z][\w:-]*[\s/>]|<[!?/]|#!|%!ps)", re.IGNORECASE)
_PDF = re.compile(rb"(\xef\xbb\xbf)?\s*%PDF-")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(head: bytes, *, extension: str) -> Kind | None:
    """The kind of a file with these first bytes; None when such files are not kept.

    Text has no bytes of its own to tell it by, so there the extension tells plain text from a table.
    """
    if head[:4] == b"PK\x03\x04":
        return _packed(head, extension)
    if head[_PREAMBLE : _PREAMBLE + 4] == b"DICM":
        return DICOM if _is_empty_or_tiff(head[:_PREAMBLE]) else None
    return _marked(head) or _text(head, extension)


def _marked(head: bytes) -> Kind | None:
    """What says by a mark of its own what it is."""
    tests = (
        (_PDF.match(head) is not None, PDF),
        (head[:4] == b"RIFF" and head[8:12] == b"WEBP", WEBP),
        (head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS, HEIC),
        *((head.startswith(start), kind) for start, kind in _STARTS),
    )
    return next((kind for is_it, kind in tests if is_it), None)


def _is_empty_or_tiff(preamble: bytes) -> bool:
    """A DICOM image may be a TIFF picture too, for programs that know only those; it may be nothing else."""
    return not any(preamble) or preamble.startswith(_TIFFS)


def _packed(head: bytes, extension: str) -> Kind | None:
    """Office files are archives: what their first entries are called tells which."""
    if head[30:38] == b"mimetype":
        return ODT if head[38:].startswith(ODT.content_type.encode()) else None
    if not head[30:].startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/")):
        return None
    return {"docx": DOCX, "xlsx": XLSX}.get(extension)


def _text(head: bytes, extension: str) -> Kind | None:
    if not head or (b"\0" in head and not head.startswith(_BOMS[1:])):
        return None
    body = head
    for bom in _BOMS:
        body = body.removeprefix(bom)
    if _MARKUP.match(body.replace(b"\0", b"")) or any(sign < 9 or 13 < sign < 27 for sign in body.replace(b"\0", b"")):
        return None
    return CSV if extension == "csv" else TEXT


MACROS = b"vbaProject.bin"
"""Name of the entry that holds programs in Office files; it stands readable in the archive."""
