"""Pictures drawn in code: a bitewing that is nobody's, and a card of an insurer that does not exist."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from clinics.kit.folding import fold

FILM = (900, 660)
CARD = (860, 540)
TEETH = 4
GRAIN = 26


def bitewing(draw: random.Random, *, caption: str) -> bytes:
    """A PNG like a dental X-ray: crowns of four teeth above and below, gray on black."""
    film = Image.new("L", FILM, 18)
    pen = ImageDraw.Draw(film)
    for row, (crown, root) in enumerate(((300, 0), (360, FILM[1]))):
        for place in range(TEETH):
            left = 40 + place * 212 + draw.randint(-10, 10)
            _tooth(pen, left=left, width=draw.randint(180, 196), crown=crown + draw.randint(-12, 6), root=root)
        bone = (0, 0, FILM[0], 92) if row == 0 else (0, FILM[1] - 92, FILM[0], FILM[1])
        pen.rectangle(bone, fill=104)
    film = film.filter(ImageFilter.GaussianBlur(5))
    grain = Image.effect_noise(FILM, GRAIN).point(lambda value: value // 4)
    film = ImageChops.add(film, grain, offset=-24)
    ImageDraw.Draw(film).text((16, FILM[1] - 34), caption, fill=225, font=ImageFont.load_default(20))
    return _png(film)


def _tooth(pen: ImageDraw.ImageDraw, *, left: int, width: int, crown: int, root: int) -> None:
    """Enamel, dentin and pulp, from the bite line `crown` to the edge `root`."""
    top, bottom = sorted((crown, root))
    pen.rounded_rectangle((left, top, left + width, bottom), 54, fill=212)
    inner = 15
    edge = (top + inner * (root < crown), bottom - inner * (root < crown))
    pen.rounded_rectangle(
        (left + inner, min(edge) + inner * (root > crown), left + width - inner, max(edge)), 46, fill=150
    )
    middle, half = left + width // 2, width // 9
    depth = 96
    horn = (crown - depth, root) if root < crown else (crown + depth, root)
    pen.rounded_rectangle((middle - half, min(horn), middle + half, max(horn)), half, fill=70)
    neck = 34
    pen.polygon([(left, root), (left + neck, root), (left, crown + (root - crown) // 3)], fill=24)
    right = left + width
    pen.polygon([(right, root), (right - neck, root), (right, crown + (root - crown) // 3)], fill=24)


def card(*, insurer: str, lines: Sequence[tuple[str, str]]) -> bytes:
    """A PNG of the front of an insurance card, in capitals without accents as such cards are embossed."""
    picture = Image.new("RGB", CARD, "#e9edf2")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((14, 14, CARD[0] - 14, CARD[1] - 14), 34, fill="#ffffff", outline="#c9d2dc", width=2)
    pen.rounded_rectangle((14, 14, CARD[0] - 14, 124), 34, fill="#245a7a")
    pen.rectangle((14, 84, CARD[0] - 14, 124), fill="#245a7a")
    pen.text((48, 44), fold(insurer).upper(), fill="#ffffff", font=ImageFont.load_default(42))
    height = 168
    for label, value in lines:
        pen.text((48, height), fold(label).upper(), fill="#5d6b78", font=ImageFont.load_default(20))
        pen.text((48, height + 26), fold(value).upper(), fill="#15202b", font=ImageFont.load_default(34))
        height += 88
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=False, compress_level=4)
    return held.getvalue()
