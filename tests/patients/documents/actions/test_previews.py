"""Previews are drawn apart, on the first look, and kept sealed."""

import io

import pytest
from PIL import Image

from patients.documents.actions import documents, previews
from patients.documents.models import Document
from tests.factories import documents as made
from tests.factories import files


def looked_at(document, by, at):
    with previews.open_preview(document=Document.objects.get(pk=document.pk), by=by, at=at) as reader:
        return reader.read()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_a_picture_is_drawn_small(ana, dana, at, kind):
    extension = {"JPEG": "jpg", "TIFF": "tif"}.get(kind, kind.lower())
    document = made.add(ana, by=dana, content=files.picture(kind, (2400, 1200)), file_name=f"x.{extension}")

    drawn = Image.open(io.BytesIO(looked_at(document, dana, at)))

    assert (drawn.format, drawn.size) == ("WEBP", (1600, 800))


def test_the_first_page_of_a_pdf_is_drawn_and_its_pages_are_counted(ana, dana, at):
    document = made.add(ana, by=dana, content=files.pdf(pages=3))

    drawn = Image.open(io.BytesIO(looked_at(document, dana, at)))

    assert max(drawn.size) == 1600
    assert len(drawn.convert("L").getcolors()) > 1
    assert Document.objects.get(pk=document.pk).pages == 3


def test_the_metadata_of_a_photograph_is_left_out(ana, dana, at):
    photo, held = Image.new("RGB", (80, 40)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = files.MARKER
    exif[0x0112] = 6  # lying on its side
    photo.save(held, "JPEG", exif=exif)
    document = made.add(ana, by=dana, content=held.getvalue(), file_name="photo.jpg")

    drawn = looked_at(document, dana, at)

    assert files.MARKER.encode() in held.getvalue()
    assert files.MARKER.encode() not in drawn
    assert Image.open(io.BytesIO(drawn)).size == (40, 80)


def test_a_preview_is_drawn_once_and_stored_sealed(ana, dana, at, objects, folder):
    document = made.add(ana, by=dana, content=files.picture(), file_name="x.png")

    first, second = looked_at(document, dana, at), looked_at(document, dana, at)

    stored = Document.objects.get(pk=document.pk)
    assert first == second
    assert objects() == sorted([stored.storage_key, stored.preview_key])
    assert b"WEBP" not in (folder / stored.preview_key).read_bytes()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.4 nothing in it", "a.pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a.png"),
    ],
)
def test_what_cannot_be_drawn_says_so_and_is_not_tried_again(ana, dana, at, content, name):
    document = made.add(ana, by=dana, content=content, file_name=name)

    with pytest.raises(previews.NoPreview):
        looked_at(document, dana, at)

    assert Document.objects.get(pk=document.pk).preview_state == "failed"


def test_a_picture_that_would_fill_the_memory_is_not_drawn(ana, dana, at):
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    document = made.add(ana, by=dana, content=held.getvalue(), file_name="bomb.png")

    with pytest.raises(previews.NoPreview):
        looked_at(document, dana, at)


def test_text_has_no_preview(ana, dana, at):
    document = made.add(ana, by=dana, content=b"words", file_name="a.txt")

    assert not document.has_preview
    with pytest.raises(previews.NoPreview):
        looked_at(document, dana, at)


def test_the_preview_of_a_withdrawn_document_is_for_those_who_withdraw(ana, dana, fran, at):
    document = made.add(ana, by=dana)
    documents.withdraw(document=document, reason="duplicate", text="", by=dana, at=at)

    with pytest.raises(documents.IsWithdrawn):
        looked_at(document, fran, at)
    assert looked_at(document, dana, at)
