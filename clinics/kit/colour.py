"""Contrast-safe variants of one brand colour, for light and dark pages.

A clinic picks a colour it likes; text on it and beside it must still be readable.
Hue and chroma are kept, lightness moves in OKLab until the WCAG 2 ratio holds.
"""

import math
import re
from dataclasses import dataclass

RGB = tuple[float, float, float]
TEXT = 4.5
CONTROL = 3.0
DEFAULT = "#0f6b66"

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 400


@dataclass(frozen=True)
class Palette:
    """The accent's variants on one theme, each `#rrggbb`.

    `fill` carries `on_fill` text; `text` is readable on the page, its surfaces and on `soft`.
    """

    fill: str
    fill_hover: str
    on_fill: str
    text: str
    soft: str
    line: str


@dataclass(frozen=True)
class Theme:
    """What a palette must stand out from: the page's surfaces, palest to deepest."""

    surfaces: tuple[str, ...]
    text_contrast: float
    soft_mix: float
    line_mix: float
    hover_shift: float


LIGHT = Theme(("#ffffff", "#f1f3f5"), text_contrast=TEXT, soft_mix=0.1, line_mix=0.34, hover_shift=-0.07)
DARK = Theme(("#15181c", "#20242a"), text_contrast=6.5, soft_mix=0.2, line_mix=0.4, hover_shift=0.06)


def parse(value: str) -> RGB:
    """Channels from 0 to 1 of `#rgb` or `#rrggbb`; raises ValueError on anything else."""
    match = _HEX.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"not a colour: {value!r}")
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def to_hex(colour: RGB) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in colour)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(parse(one)), _luminance(parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` of the colour (0 to 1) laid over the ground."""
    pairs = zip(parse(colour), parse(ground), strict=True)
    red, green, blue = (top * share + under * (1 - share) for top, under in pairs)
    return to_hex((red, green, blue))


def readable(colour: str, grounds: tuple[str, ...], minimum: float = TEXT) -> str:
    """The nearest lightness of the colour that reaches `minimum` against every ground."""
    lightness, *_ = _to_oklch(parse(colour))
    steps = sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    candidates = (colour, *(_at_lightness(colour, step / _STEPS) for step in steps))
    for candidate in candidates:
        if all(contrast(candidate, ground) >= minimum for ground in grounds):
            return to_hex(parse(candidate))
    return max("#000000", "#ffffff", key=lambda ink: min(contrast(ink, on) for on in grounds))


def ink_on(fill: str) -> str:
    """White unless it would be hard to read, then black; one of the two always passes."""
    return "#ffffff" if contrast("#ffffff", fill) >= TEXT else "#000000"


def palette(colour: str, theme: Theme) -> Palette:
    """Every accent variant the pages use, on one theme."""
    fill = readable(colour, theme.surfaces, CONTROL)
    if theme is LIGHT and contrast("#ffffff", fill) >= CONTROL:
        fill = readable(fill, ("#ffffff",), TEXT)
    hover = _hover(fill, theme)
    soft = mix(fill, theme.surfaces[0], theme.soft_mix)
    return Palette(
        fill=fill,
        fill_hover=hover,
        on_fill=ink_on(fill),
        text=readable(colour, (*theme.surfaces, soft), theme.text_contrast),
        soft=soft,
        line=mix(fill, theme.surfaces[0], theme.line_mix),
    )


def _hover(fill: str, theme: Theme) -> str:
    """A step away from the fill that still carries the fill's ink."""
    lightness, *_ = _to_oklch(parse(fill))
    for shift in (theme.hover_shift, -theme.hover_shift):
        moved = _at_lightness(fill, min(max(lightness + shift, 0.0), 1.0))
        if contrast(moved, ink_on(fill)) >= TEXT:
            return moved
    return fill


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _to_oklch(colour: RGB) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians (Ottosson's OKLab matrices)."""
    red, green, blue = (_linear(part) for part in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> RGB:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _at_lightness(colour: str, lightness: float) -> str:
    """The colour at another lightness, chroma lowered until it exists on a screen."""
    _, chroma, hue = _to_oklch(parse(colour))
    for kept in range(20, -1, -1):
        linear = _from_oklch(lightness, chroma * kept / 20, hue)
        if all(-0.0005 <= part <= 1.0005 for part in linear):
            break
    red, green, blue = (_gamma(min(max(part, 0.0), 1.0)) for part in linear)
    return to_hex((red, green, blue))
