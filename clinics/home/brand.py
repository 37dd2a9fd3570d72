"""A clinic's colours as a style sheet, and the kind of picture its logo is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
def style_sheet(accent: str, selector: str = ":root") -> str:
    """The accent's variants over those of tokens.css; a value that is no colour gives the product's own."""
    light, dark = palettes(accent)
    pairs = {
        "--accent": (light.fill, dark.fill),
        "--accent-hover": (light.fill_hover, dark.fill_hover),
        "--on-accent": (light.on_fill, dark.on_fill),
        "--accent-text": (light.text, dark.text),
        "--accent-soft": (light.soft, dark.soft),
        "--accent-line": (light.line, dark.line),
    }
    lines = (f"    {name}: light-dark({by_day}, {by_night});" for name, (by_day, by_night) in pairs.items())
    return f"@layer tokens {{\n  {selector} {{\n" + "\n".join(lines) + "\n  }\n}\n"


def palettes(accent: str) -> tuple[colour.Palette, colour.Palette]:
    """The accent's variants by day and by night."""
    try:
        colour.parse(accent)
    except ValueError:
        accent = colour.DEFAULT
    return colour.palette(accent, colour.LIGHT), colour.palette(accent, colour.DARK)


@dataclass(frozen=True)
class Shade:
    """What became of the accent in one place: the colour used, and its contrast there."""

    place: Promise
    used: str
    ratio: float
    is_adjusted: bool


def shades(accent: str) -> list[Shade]:
    """Where a person will meet the colour, in what shade."""
    light, dark = palettes(accent)
    return [
        Shade(place, used, round(colour.contrast(used, ground), 1), used != accent.lower())
        for place, used, ground in (
            (_("Buttons by day"), light.fill, light.on_fill),
            (_("Links by day"), light.text, colour.LIGHT.surfaces[0]),
            (_("Buttons by night"), dark.fill, dark.on_fill),
            (_("Links by night"), dark.text, colour.DARK.surfaces[0]),
        )
    ]


def picture_type(content: bytes) -> str:
    """The media type of a logo we show; empty for anything else, scripts in SVG included."""
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), "")
