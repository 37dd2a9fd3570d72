"""How much an import takes, and the refusal for files that are none."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal

MAX_BYTES = 100 * 1024 * 1024
MAX_ROWS = 500_000
MAX_COLUMNS = 200
MAX_CELL = 10_000  # characters
MAX_RECORD = 100_000  # characters, below what the csv module takes in one cell
MAX_RECORD_LINES = 200

NOT_TABLES: tuple[tuple[bytes, str, Promise | str], ...] = (
    (b"PK\x03\x04", "spreadsheet", _("This is an Excel or zip file. In Excel choose “Save as”, then “CSV UTF-8”.")),
    (b"\xd0\xcf\x11\xe0", "spreadsheet", _("This is an old Excel file. In Excel choose “Save as”, then “CSV UTF-8”.")),
    (b"%PDF", "pdf", _("This is a PDF. Ask the other system for an export as CSV.")),
    (b"\x1f\x8b", "compressed", _("This file is compressed. Unpack it first.")),
    (b"MSH|", "hl7", _("This is an HL7 message. Ask the other system for an export as CSV.")),
    (b"{", "json", _("This is JSON. Ask the other system for an export as CSV.")),
    (b"[{", "json", _("This is JSON. Ask the other system for an export as CSV.")),
    (b"<?xml", "xml", _("This is XML. Ask the other system for an export as CSV.")),
    (b"<html", "html", _("This is a web page. Ask the other system for an export as CSV.")),
    (b"<!doctype", "html", _("This is a web page. Ask the other system for an export as CSV.")),
)


class Unreadable(Refusal):
    """The file as a whole cannot be read as a table of people."""

    status = 422

    def __init__(self, code: str, sentence: str | Promise) -> None:
        self.code = code
        super().__init__(sentence)


def refuse_what_is_no_table(head: bytes) -> None:
    """Raise Unreadable for an empty file and for the formats people mistake for a table."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin.strip(b"\x00\xff\xfe"):
        raise Unreadable("empty", _("The file is empty."))
    for magic, code, sentence in NOT_TABLES:
        if begin[: len(magic)].lower() == magic.lower():
            raise Unreadable(code, sentence)


def refuse_what_is_too_large(size: int) -> None:
    """Raise Unreadable above MAX_BYTES."""
    if size > MAX_BYTES:
        largest = MAX_BYTES // 1024 // 1024
        sentence = _("The file is larger than %(largest)s MB. Split it and import the parts one after another.")
        raise Unreadable("too_large", sentence % {"largest": largest})
