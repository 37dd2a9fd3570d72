"""Logos: whatever picture arrives, what is kept is a small PNG that we drew ourselves.

Decoding and drawing anew leaves metadata, appended files and tricks of the format behind. SVG is
not taken: it can hold scripts.
"""

from __future__ import annotations

import io

from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
LONGEST_SIDE = 512
FORMATS = ("PNG", "JPEG", "WEBP")
ACCEPT = "image/png,image/jpeg,image/webp"


class NotALogo(Refusal):
    code = "not-a-logo"
    sentence = _("This is not a picture we can show. Choose a PNG, JPEG or WebP file.")


class LogoTooLarge(Refusal):
    code = "logo-too-large"
    sentence = _("This picture is too large. Choose one below 2 MB and 16 megapixels.")


def redrawn(content: bytes) -> bytes:
    """The picture as a PNG of at most 512 pixels a side. Raises NotALogo, LogoTooLarge."""
    from PIL import Image, ImageOps  # six megabytes that a web process rarely needs

    if len(content) > MOST_BYTES:
        raise LogoTooLarge(field="logo")
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:  # known from its first bytes, before anything is unpacked
            raise LogoTooLarge(field="logo")
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as failure:
        raise NotALogo(field="logo") from failure
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = io.BytesIO()
    Image.frombytes("RGBA", upright.size, upright.tobytes()).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()
