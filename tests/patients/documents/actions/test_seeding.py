"""Sample documents are real files, kept through the same door as any other."""

import random

import pytest

from clinics.onboarding.samples import SampleColleague, SampleOrder
from clinics.staff.permissions import Role
from patients.actions import seeding as people
from patients.documents import drawing
from patients.documents.actions import documents, seeding
from patients.documents.models import Document, DocumentStatus
from patients.documents.sample import About, files_about
from patients.documents.sample.paper import can_print


@pytest.fixture
def order(in_alder, acting, at) -> SampleOrder:
    team = (
        SampleColleague(actor=acting(Role.CLINICIAN), works_in="medicine"),
        SampleColleague(actor=acting(Role.FRONT_DESK), works_in="reception"),
    )
    order = SampleOrder(patients=48, seed=3, by=acting(Role.OWNER), at=at, tell=lambda _words: None, team=team)
    people.fill(order)
    return order


def test_some_people_have_documents_of_the_last_weeks(order):
    seeding.fill(order)

    kept = list(Document.objects.select_related("patient"))
    assert {each.uploaded_by_name for each in kept} == {"Fran Desk"}
    assert len({each.patient_id for each in kept}) == 48 // seeding.SHARE
    assert all(each.patient.recorded_at < each.uploaded_at < order.at for each in kept)
    assert sum(each.status == DocumentStatus.WITHDRAWN for each in kept) == 1


def test_a_kept_document_opens_as_it_was_made(order):
    seeding.fill(order)

    document = Document.objects.filter(content_type="application/pdf").first()
    with documents.content_of(document) as content:
        assert content.read().startswith(b"%PDF-1.4")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("place", range(5))
def test_every_kind_of_file_can_be_drawn(language, place, tmp_path):
    about = About(
        language, "Clínica Ribera", "Íñigo Peña (Núñez)", "7 March 1984", "100023", "3 October", "Elena Vidal"
    )
    made = files_about(about)[place](random.Random(1))
    (tmp_path / made.file_name).write_bytes(made.content)

    with (tmp_path / made.file_name).open("rb") as content:
        drawn = drawing.draw(content, how="pdf" if made.file_name.endswith("pdf") else "image")

    assert drawn is not None


@pytest.mark.parametrize(("name", "can"), [("José Peña", True), ("Zoë", True), ("Nguyễn Thị", False)])
def test_names_the_fonts_cannot_write_get_no_paper(name, can):
    assert can_print(name) is can
