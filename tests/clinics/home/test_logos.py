"""Of a logo only its pixels are kept."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clinics.home.logos import LogoTooLarge, NotALogo, redrawn


def picture(kind: str, size: tuple[int, int] = (40, 20), **options) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#aa0044").save(drawn, kind, **options)
    return drawn.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_png(kind):
    kept = Image.open(io.BytesIO(redrawn(picture(kind, (2000, 1000)))))

    assert (kept.format, kept.size) == ("PNG", (512, 256))


def test_a_small_picture_keeps_its_size():
    assert Image.open(io.BytesIO(redrawn(picture("PNG")))).size == (40, 20)


def test_what_is_hidden_in_a_picture_is_left_behind():
    said = PngInfo()
    said.add_text("Comment", "canary-in-a-comment")
    content = picture("PNG", pnginfo=said) + b"canary-at-the-end"
    assert content.count(b"canary") == 2

    assert b"canary" not in redrawn(content)


def test_a_photograph_on_its_side_is_put_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert Image.open(io.BytesIO(redrawn(picture("JPEG", exif=exif)))).size == (20, 40)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a not really",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 200,
        picture("GIF"),
        picture("BMP"),
        picture("PNG")[:60],
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content):
    with pytest.raises(NotALogo):
        redrawn(content)


@pytest.mark.parametrize("content", [picture("PNG", (5000, 5000)), b"\x89PNG" + b"0" * 2_000_001])
def test_what_is_too_large_is_refused(content):
    with pytest.raises(LogoTooLarge):
        redrawn(content)
