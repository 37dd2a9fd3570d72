"""A program by itself, run by `drawing`: a file on its input, a picture of it on its output.

It imports nothing of the product. Output: the number of pages as four bytes (0: not counted), then
a WebP picture at most 1600 pixels wide and high, without the metadata of the original.
"""

import contextlib
import io
import struct
import sys
import warnings

SIDE = 1600
MAX_PIXELS = 120_000_000
MEMORY = 2_000_000_000
SECONDS = 20


def main(how: str) -> None:
    limit()
    content = sys.stdin.buffer.read()
    picture, pages = {"image": of_image, "pdf": of_pdf}[how](content)
    held = io.BytesIO()
    picture.save(held, "WEBP", quality=82, method=3)
    sys.stdout.buffer.write(struct.pack(">I", pages) + held.getvalue())


def limit() -> None:
    """Bound memory, time, and writing of files, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def of_image(content: bytes):  # noqa: ANN201  a Pillow image, which is imported below the limits
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    opened = Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
    opened.draft("RGB", (SIDE, SIDE))
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((SIDE, SIDE))
    clean = Image.new("RGBA" if picture.has_transparency_data else "RGB", picture.size)
    clean.paste(picture.convert(clean.mode))
    return clean, 0


def of_pdf(content: bytes):  # noqa: ANN201
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    page = document[0]
    scale = min(3.0, SIDE / max(page.get_width(), page.get_height()))
    return page.render(scale=scale).to_pil().convert("RGB"), len(document)


if __name__ == "__main__":
    main(sys.argv[1])
