"""File names as people see them, made harmless. No database here."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 150

# Marks that turn the direction of writing: "gpj.exe" could be shown as "exe.jpg".
_TURNS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_FORBIDDEN = re.compile(r'[<>:"|?*]|%(?=[0-9a-fA-F]{2})')  # some browsers read %2F in a name as a slash


def clean(name: str) -> str:
    """The last part of the name, without controls, direction marks, path signs or leading dots; never empty.

    Letters of every script stay. A long name is cut before its extension.
    """
    name = unicodedata.normalize("NFC", name).translate(_TURNS)
    name = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    name = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in name)
    name = " ".join(_FORBIDDEN.sub("_", name).split()).lstrip(". ").rstrip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    ending = f".{extension[:10]}" if extension else ""
    stem = stem[: MAX_CHARACTERS - len(ending)].strip()
    return f"{stem or 'document'}{ending}"


def extension_of(name: str) -> str:
    """The extension in lower case, without the dot; empty when there is none."""
    _stem, dot, extension = clean(name).rpartition(".")
    return extension.lower() if dot else ""


def stem_of(name: str) -> str:
    """The name without its extension: what a document is called until somebody says better."""
    stem, dot, _extension = clean(name).rpartition(".")
    return stem if dot else clean(name)
