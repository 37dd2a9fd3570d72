import pytest

from clinics.kit import colour
from clinics.models import Clinic

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def branded(db, alder, on_platform):
    def give(**values):
        Clinic.objects.filter(pk=alder.pk).update(**values)

    return give


def test_strangers_get_the_clinic_s_colours_as_a_style_sheet(visit, alder):
    answer = visit(alder).get("/branding.css")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/css"
    assert f"--accent: light-dark({colour.palette(alder.accent, colour.LIGHT).fill}," in answer.content.decode()


def test_the_style_sheet_is_asked_for_once_while_the_colour_stays(visit, alder):
    client = visit(alder)
    first = client.get("/branding.css")

    again = client.get("/branding.css", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_an_address_with_the_version_is_kept_and_one_without_is_asked_again(visit, alder):
    client = visit(alder)
    version = client.get("/branding.css").headers["ETag"].strip('"')

    assert "immutable" in client.get(f"/branding.css?v={version}").headers["Cache-Control"]
    assert client.get("/branding.css?v=old").headers["Cache-Control"] == "no-cache"


def test_two_clinics_with_different_colours_get_different_sheets(visit, alder, birch, branded):
    branded(accent="#aa1133")

    sheets = {visit(clinic).get("/branding.css").content for clinic in (alder, birch)}

    assert len(sheets) == 2


def test_a_colour_that_is_none_gives_the_product_s_own(visit, alder, branded):
    branded(accent="javascr")

    assert "javascr" not in visit(alder).get("/branding.css").content.decode()


def test_a_picture_is_shown_as_the_logo(visit, alder, branded):
    branded(logo=PNG)

    answer = visit(alder).get("/branding/logo")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize("content", [b"", b"<svg onload='x()'>", b"GIF89a"])
def test_anything_else_is_no_logo(visit, alder, branded, content):
    branded(logo=content)

    assert visit(alder).get("/branding/logo").status_code == 404


def test_colours_cannot_be_posted(visit, alder):
    assert visit(alder).post("/branding.css").status_code == 405
