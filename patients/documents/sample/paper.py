"""One sheet of paper as a PDF, written by hand: two standard fonts, Western European letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 595, 842, 62  # A4, in points
BODY, LEADING, LINE, COLUMN = 10.5, 15.5, 86, 160  # size, line height, letters in a line, width of a column
ENCODING = "cp1252"


@dataclass(frozen=True)
class Sheet:
    """`facts` are label and value, one line each. `text` keeps its line ends; tabs in a line make columns."""

    sender: str
    place: str
    title: str
    facts: Sequence[tuple[str, str]]
    text: str
    signed: str


def can_print(text: str) -> bool:
    """Whether the fonts have all of its letters."""
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a PDF file."""
    content = "\n".join(_drawn(sheet)).encode(ENCODING)
    fonts = "<< /F1 4 0 R /F2 5 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 6 0 R "
        f"/Resources << /Font {fonts} >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    return _file(objects)


def _drawn(sheet: Sheet) -> Iterator[str]:
    """Drawing commands from the top down."""
    yield _text(sheet.sender, MARGIN, 780, font="F2", size=15)
    yield _text(sheet.place, MARGIN, 762, size=9)
    yield f"0.7 G 0.6 w {MARGIN} 750 m {WIDTH - MARGIN} 750 l S"
    yield _text(sheet.title, MARGIN, 712, font="F2", size=13)
    height = 688.0
    for label, value in sheet.facts:
        yield _text(label, MARGIN, height, size=9)
        yield _text(value, MARGIN + 120, height, size=10)
        height -= LEADING
    height -= LEADING
    for part in sheet.text.split("\n"):
        for line in textwrap.wrap(part, LINE, expand_tabs=False, replace_whitespace=False) or [""]:
            for column, cell in enumerate(line.split("\t")):
                yield _text(cell, MARGIN + COLUMN * column, height)
            height -= LEADING
    yield _text(sheet.signed, MARGIN, height - LEADING, font="F2", size=10)


def _text(text: str, x: float, y: float, *, font: str = "F1", size: float = BODY) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y:.1f} Td ({escaped}) Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects numbered from 1, with the table that says where each begins."""
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % start for start in starts)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(written)
