"""A clinic's colours as a style sheet, and the kind of picture its logo is."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from clinics.kit import colour

RECIPE = "1"  # changes when the variants are computed differently
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


class Branded(Protocol):
    accent: str
    logo: bytes


def version(clinic: Branded) -> str:
    """Short, and different for different colours or logos."""
    parts = f"{RECIPE}:{clinic.accent}".encode() + bytes(clinic.logo)
    return blake2b(parts, digest_size=8).hexdigest()


@lru_cache(maxsize=512)
def style_sheet(accent: str) -> str:
    """The accent's variants over those of tokens.css; a value that is no colour gives the product's own."""
    try:
        colour.parse(accent)
    except ValueError:
        accent = colour.DEFAULT
    light, dark = colour.palette(accent, colour.LIGHT), colour.palette(accent, colour.DARK)
    pairs = {
        "--accent": (light.fill, dark.fill),
        "--accent-hover": (light.fill_hover, dark.fill_hover),
        "--on-accent": (light.on_fill, dark.on_fill),
        "--accent-text": (light.text, dark.text),
        "--accent-soft": (light.soft, dark.soft),
        "--accent-line": (light.line, dark.line),
    }
    lines = (f"    {name}: light-dark({by_day}, {by_night});" for name, (by_day, by_night) in pairs.items())
    return "@layer tokens {\n  :root {\n" + "\n".join(lines) + "\n  }\n}\n"


def picture_type(content: bytes) -> str:
    """The media type of a logo we show; empty for anything else, scripts in SVG included."""
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), "")
