"""The kind of a file is told by its bytes."""

import pytest

from patients.documents.kinds import CSV, DICOM, DOCX, GIF, HEIC, JPEG, ODT, PDF, PNG, TEXT, TIFF, WEBP, XLSX, kind_of

OOXML = b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml"


@pytest.mark.parametrize(
    ("head", "extension", "kind"),
    [
        (b"%PDF-1.7\n", "pdf", PDF),
        (b"\x89PNG\r\n\x1a\n....", "png", PNG),
        (b"\xff\xd8\xff\xe0", "jpg", JPEG),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp", WEBP),
        (b"GIF89a", "gif", GIF),
        (b"II*\0", "tif", TIFF),
        (b"\0\0\0\x18ftypheic", "heic", HEIC),
        (b"\0" * 128 + b"DICM", "dcm", DICOM),
        (b"II*\0".ljust(128, b"\x08") + b"DICM", "dcm", DICOM),
        (OOXML, "docx", DOCX),
        (OOXML, "xlsx", XLSX),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt", ODT),
        ("Hämoglobin 14,2\n".encode(), "txt", TEXT),
        (b"\xff\xfeH\0i\0", "txt", TEXT),
        (b"name;value\n", "csv", CSV),
    ],
)
def test_a_known_kind_is_recognised(head, extension, kind):
    assert kind_of(head, extension=extension) is kind


@pytest.mark.parametrize(
    ("head", "extension"),
    [
        (b"", "txt"),
        (b"MZ\x90\0", "pdf"),
        (b"\x7fELF\x02", "png"),
        (b"<!DOCTYPE html><html>", "txt"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'>", "txt"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "txt"),
        (b"<html>%PDF-1.4", "pdf"),
        (b"#!/bin/sh\n", "txt"),
        (b"text with\0zero", "txt"),
        (b"\x01\x02\x03", "txt"),
        (b"MZ\x90\0".ljust(128) + b"DICM", "dcm"),
        (b"plain words".ljust(128) + b"DICM", "txt"),
        (b"PK\x03\x04" + b"\0" * 26 + b"evil.exe", "docx"),
        (OOXML, "zip"),
        (OOXML, "docm"),
    ],
)
def test_everything_else_is_not_kept(head, extension):
    assert kind_of(head, extension=extension) is None
