"""Files that are two things at once, or would be too much of one. All are made here, none is harmful by itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories import files
from tests.inputs.strings import MARK

SCRIPT = f"<script>alert('{MARK}')</script>".encode()
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
_UNPACKED = 24  # where an entry of the list at an archive's end says how large it will be


def archive(entries: dict[str, bytes] | None = None, *, claims: int = 0) -> bytes:
    """An archive, of Word's parts unless others are given. `claims` is what its last entry says it unpacks to."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (entries or DOCX).items():
            made.writestr(name, content)
    content = bytearray(held.getvalue())
    if claims:
        struct.pack_into("<L", content, content.rfind(b"PK\x01\x02") + _UNPACKED, claims)
    return bytes(content)


def gif_with_script() -> bytes:
    """A picture one pixel wide whose bytes are also a program of JavaScript."""
    picture = files.picture("GIF", (1, 1))
    return b"GIF89a/*" + picture[8:] + f"*/=1;alert('{MARK}');//".encode()


def jpeg_with_script() -> bytes:
    exif, held = Image.Exif(), io.BytesIO()
    exif[0x010E] = SCRIPT.decode()
    Image.new("RGB", (60, 40)).save(held, "JPEG", exif=exif, comment=SCRIPT)
    return held.getvalue()


def png_with_script() -> bytes:
    said, held = PngInfo(), io.BytesIO()
    said.add_text("Comment", SCRIPT.decode())
    Image.new("RGB", (60, 40)).save(held, "PNG", pnginfo=said)
    return held.getvalue()


def png_bomb(side: int = 30_000) -> bytes:
    """A picture of 900 million pixels in a few kilobytes, written by hand: nothing here has to hold it either."""
    line, packer = bytes(1 + side // 8), zlib.compressobj(9)
    pixels = b"".join(packer.compress(line * 1000) for _thousand in range(side // 1000)) + packer.flush()
    head = struct.pack(">2L5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
        for name, content in chunks
    )


def png_text_bomb() -> bytes:
    """A small picture with a comment that unpacks to 200 MB."""
    picture, packer = files.picture("PNG", (8, 8)), zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _part in range(20)) + packer.flush()
    content = b"Comment\0\0" + packed
    chunk = struct.pack(">L", len(content)) + b"zTXt" + content + struct.pack(">L", zlib.crc32(b"zTXt" + content))
    return picture[:33] + chunk + picture[33:]


def pdf_with_script() -> bytes:
    action = f"/Catalog /OpenAction << /S /JavaScript /JS (app.alert('{MARK}')) >>"
    return files.pdf().replace(b"/Catalog", action.encode(), 1)


def opendocument() -> bytes:
    """A letter of OpenDocument, whose first part names its kind and is not packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", "<content/>")
    return held.getvalue()


def dicom(preamble: bytes = b"") -> bytes:
    """A DICOM image as far as its marks go, with something in the 128 bytes that readers skip."""
    return preamble.ljust(128, b" " if preamble else b"\0") + b"DICM\x02\0\0\0UL\x04\0" + bytes(200)


PAGE = f"<!doctype html><html><body>{SCRIPT.decode()}</body></html>".encode()
DRAWING = f"<svg xmlns='http://www.w3.org/2000/svg' onload=alert('{MARK}')></svg>".encode()

REFUSED: dict[str, tuple[str, bytes]] = {
    "a page": ("page.html", PAGE),
    "a page called text": ("page.txt", PAGE),
    "a page called PDF": ("page.pdf", PAGE),
    "a page called picture": ("page.png", PAGE),
    "a page without a name's ending": ("page", PAGE),
    "a page after a byte order mark": ("page.txt", b"\xef\xbb\xbf" + PAGE),
    "a page of wide letters": ("page.txt", PAGE.decode().encode("utf-16")),
    "a page that begins with any tag": ("page.txt", f"<a href=x onfocus=alert('{MARK}') autofocus>".encode()),
    "a page of PHP": ("page.txt", b"<?php system($_GET['x']); ?>"),
    "a drawing": ("drawing.svg", DRAWING),
    "a drawing called picture": ("drawing.png", DRAWING),
    "a drawing called text": ("drawing.txt", b"<?xml version='1.0'?>" + DRAWING),
    "a page that is a PDF too": ("both.pdf", f"<a onfocus=alert('{MARK}')>".encode() + files.pdf()),
    "a script that is a PDF too": ("both.pdf", f"alert('{MARK}');/*".encode() + files.pdf() + b"*/"),
    "a picture that is a PDF too": ("both.pdf", b"GIF89a;" + files.pdf()),
    "a PDF with an archive behind it": ("both.pdf", files.pdf() + archive({"evil.js": b"x"})),
    "an archive with a PDF behind it": ("both.pdf", archive({"evil.js": b"x"}) + files.pdf()),
    "a PNG with an archive behind it": ("both.png", files.picture() + archive({"evil.js": b"x"})),
    "a JPEG with an archive behind it": ("both.jpg", files.picture("JPEG") + archive({"Evil.class": b"x"})),
    "a GIF with an archive and more behind it": ("both.gif", files.picture("GIF") + archive() + b"more"),
    "an archive": ("all.zip", archive({"evil.exe": b"MZ"})),
    "an archive called Word": ("all.docx", archive({"evil.exe": b"MZ"})),
    "Word with something before it": ("letter.docx", b"PK\x03\x04" + bytes(26) + b"word/" + archive()),
    "Word with something behind it": ("letter.docx", archive() + PAGE),
    "Word that unpacks to four gigabytes": ("letter.docx", archive(claims=0xFFFFFFF0)),
    "Word of six thousand parts": ("letter.docx", archive(DOCX | {f"word/{n}": b"" for n in range(6000)})),
    "Word with macros": ("letter.docx", archive(DOCX | {"word/vbaProject.bin": b"x"})),
    "Word with macros in capitals": ("letter.docx", archive(DOCX | {"word/VBAPROJECT.BIN": b"x"})),
    "Word that unpacks elsewhere": ("letter.docx", archive(DOCX | {"../../etc/cron.d/x": b"x"})),
    "Word without its list of parts": ("letter.docx", archive()[:60]),
    "a program": ("letter.pdf", b"MZ\x90\0" + bytes(200)),
    "a shell script": ("notes.txt", b"#!/bin/sh\nrm -rf /\n"),
    "DICOM that is a program of Windows too": ("scan.dcm", dicom(b"MZ\x90\0" + bytes(56) + b"\x80\0\0\0")),
    "DICOM that is a program of Linux too": ("scan.dcm", dicom(b"\x7fELF\x02\x01\x01" + bytes(9))),
    "DICOM that is a shell script too": ("scan.dcm", dicom(b"#!/bin/sh\nrm -rf /\n")),
    "DICOM that is a page too": ("scan.dcm", dicom(SCRIPT)),
    "DICOM with an archive behind it": ("scan.dcm", dicom() + archive({"evil.js": b"x"})),
    "nothing": ("letter.pdf", b""),
}
"""What no field takes, by what it is."""

INERT: dict[str, tuple[str, bytes]] = {
    "a picture that is a script too": ("scan.gif", gif_with_script()),
    "a photograph that says a script": ("scan.jpg", jpeg_with_script()),
    "a picture that says a script": ("scan.png", png_with_script()),
    "a PDF that wants to run a script": ("scan.pdf", pdf_with_script()),
    "text with a script in it": ("scan.txt", b"Dear Dana,\n" + PAGE),
    "a table of formulas": ("scan.csv", f"name;sum\n=cmd|' /C calc'!A0;{MARK}\n".encode()),
    "DICOM": ("scan.dcm", dicom()),
    "DICOM that is a TIFF picture too": ("scan.dcm", dicom(b"II*\0\x08\0\0\0")),
    "WebP": ("scan.webp", files.picture("WEBP")),
    "TIFF": ("scan.tif", files.picture("TIFF")),
    "HEIC that says a script": ("scan.heic", b"\0\0\0\x18ftypheic" + SCRIPT),
    "Word": ("letter.docx", archive()),
    "Excel": ("sums.xlsx", archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})),
    "OpenDocument": ("letter.odt", opendocument()),
    "a picture of 900 million pixels": ("scan.png", png_bomb()),
    "a picture with a comment of 200 MB": ("scan.png", png_text_bomb()),
}
"""What is kept, since it is what it says, and what nothing of may run where it is handed out."""

NAMES = (
    "../../../../etc/passwd.pdf",
    "..\\..\\windows\\win.pdf",
    "%2e%2e%2fscan.pdf",
    "sc\0an.pdf",
    "fdp.\u202epdf",
    "\u2066scan\u2069.pdf",
    'scan";filename="evil.html.pdf',
    "scan.html;.pdf",
    "<img src=x onerror=alert(1)>.pdf",
    "CON.pdf",
    "." * 300 + "pdf",
    "x" * 500 + ".pdf",
    "سجل 検査.pdf",
    ".pdf",
)
