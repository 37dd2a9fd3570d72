import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clinics.home import brand
from clinics.kit import colour
from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.clinics.home.test_logos import picture

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


def given(**values) -> dict[str, object]:
    return {"name": "Alder Clinic", "accent": "#0f766e", "support_contact": "", **values}


def test_whoever_configures_the_clinic_changes_how_it_looks(visit, alder):
    client = visit(alder, Role.OWNER)
    logo = SimpleUploadedFile("logo.jpg", picture("JPEG"), "image/jpeg")

    answer = client.post("/settings/branding/", given(name="Alder & Sons", accent="#aa0044", logo=logo), follow=True)

    page = answer.content.decode()
    assert "Saved." in page
    assert "Alder &amp; Sons" in page
    assert "/branding/logo?v=" in page
    assert "#aa0044" in client.get("/settings/branding/").content.decode()
    assert client.get("/branding/logo").headers["Content-Type"] == "image/png"


def test_a_process_that_remembers_the_old_look_looks_again_for_them(visit, alder):
    client = visit(alder, Role.OWNER)
    client.get("/")

    client.post("/settings/branding/", given(name="Renamed Clinic"))

    assert "Renamed Clinic" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"accent": "red"}, "Choose a colour"),
        ({"name": ""}, "This field is required"),
        ({"logo": SimpleUploadedFile("logo.svg", b"<svg/>", "image/svg+xml")}, "This is not a picture we can show"),
    ],
)
def test_a_refusal_stands_beside_its_field(visit, alder, values, sentence):
    page = visit(alder, Role.OWNER).post("/settings/branding/", given(**values)).content.decode()

    assert sentence in page


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OWNER, Role.ADMINISTRATOR, Role.OPERATOR)])
@pytest.mark.parametrize("path", ["/settings/branding/", "/settings/branding/preview/"])
def test_nobody_else_may(visit, alder, role, path):
    assert visit(alder, role).get(path).status_code == 403


def test_a_colour_is_seen_before_it_is_saved(visit, alder):
    client = visit(alder, Role.OWNER)

    fragment = client.get("/settings/branding/preview/?accent=%23ffee00").content.decode()
    sheet = client.get("/settings/branding/preview.css?accent=%23ffee00").content.decode()

    assert "accent=%23ffee00" in fragment
    assert "adjusted, so that it can be read" in fragment
    assert sheet.startswith("@layer tokens {\n  .brand-preview-theme {\n    --accent: light-dark(")


@pytest.mark.parametrize("accent", ["", "red", "#12345", "}body{display:none"])
def test_what_is_no_colour_is_never_written_into_a_style_sheet(visit, alder, accent):
    client = visit(alder, Role.OWNER)

    sheet = client.get("/settings/branding/preview.css", {"accent": accent}).content.decode()

    assert sheet == brand.style_sheet(colour.DEFAULT, ".brand-preview-theme")
    assert client.get("/settings/branding/preview/", {"accent": accent}).status_code == 200
