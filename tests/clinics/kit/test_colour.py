import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.kit import colour

TOKENS = Path(__file__).parents[3] / "config/static/css/tokens.css"
BRANDS = ["#0f6b66", "#ffe600", "#ffffff", "#000000", "#ff2d55", "#7fffd4", "#333", "#1e40af"]
hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("theme", [colour.LIGHT, colour.DARK])
@given(brand=hexes | st.sampled_from(BRANDS))
def test_any_brand_colour_becomes_readable_on_both_themes(brand, theme):
    made = colour.palette(brand, theme)

    assert colour.contrast(made.on_fill, made.fill) >= colour.TEXT
    assert colour.contrast(made.on_fill, made.fill_hover) >= colour.TEXT
    for ground in theme.surfaces:
        assert colour.contrast(made.fill, ground) >= colour.CONTROL
        assert colour.contrast(made.text, ground) >= colour.TEXT
    assert colour.contrast(made.text, made.soft) >= colour.TEXT


def test_a_colour_that_is_readable_already_is_kept():
    assert colour.palette("#1e40af", colour.LIGHT).fill == "#1e40af"


def test_a_pale_yellow_keeps_its_hue_and_gets_darker_on_white():
    red, green, blue = colour.parse(colour.palette("#ffe600", colour.LIGHT).fill)

    assert red > blue
    assert green > blue


@pytest.mark.parametrize("wrong", ["", "red", "#12", "#12345g", "rgb(0,0,0)", "#1234567"])
def test_what_is_not_a_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not a colour"):
        colour.parse(wrong)


def test_black_on_white_has_the_greatest_contrast():
    assert colour.contrast("#000", "#fff") == pytest.approx(21)


def tokens() -> dict[str, tuple[str, str]]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS.read_text())
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_the_fixed_tokens_are_readable(side):
    of = {name: pair[side] for name, pair in tokens().items()}
    grounds = ["canvas", "surface", "sunken", "hover"]
    pairs = [(ink, on, 4.5) for ink in ("ink", "ink-2", "ink-3", "accent-text") for on in grounds]
    pairs += [("line-strong", on, 3.0) for on in ("canvas", "surface", "sunken")]
    pairs += [("on-accent", "accent", 4.5), ("on-danger", "danger-fill", 4.5), ("accent", "surface", 3.0)]
    pairs += [("on-accent", "accent-hover", 4.5), ("on-danger", "danger-hover", 4.5)]
    pairs += [("focus", on, 3.0) for on in grounds]
    pairs += [(f"{kind}-text", on, 4.5) for kind in KINDS for on in ("surface", "canvas", f"{kind}-soft")]
    pairs += [("ink", f"{kind}-soft", 4.5) for kind in KINDS]

    short = {
        (ink, on): round(colour.contrast(of[ink], of[on]), 2)
        for ink, on, least in pairs
        if colour.contrast(of[ink], of[on]) < least
    }

    assert short == {}


KINDS = ["info", "success", "warning", "danger", "accent"]
