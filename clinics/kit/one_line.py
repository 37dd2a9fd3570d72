"""Text as one line of a head or a title."""

from __future__ import annotations

import unicodedata

TURNING = dict.fromkeys([0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks that turn the direction of writing, after which a name could be read as another."""


def one_line(text: str) -> str:
    """The text without breaks, controls and turning marks. Joiners stay: words of some languages need them."""
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    return " ".join(text.translate(TURNING).split())
