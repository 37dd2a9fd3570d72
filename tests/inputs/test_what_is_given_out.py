"""Whatever was typed is text wherever it comes out: on pages, in the API, in tables, papers and calendars."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from clinics.events.models import OutgoingMail
from clinics.events.sending import message_of
from clinics.kit.current import entering
from clinics.kit.tables import as_it_was
from clinics.mail.registry import mail_kinds
from clinics.models import Clinic
from tests import database
from tests.access.asking import Asking, taken_back
from tests.access.calling import Calling
from tests.access.conftest import settings_with
from tests.access.rows import Row
from tests.access.tables import API, PAGES
from tests.access.world import TODAY, Place
from tests.conftest import AT
from tests.factories.tokens import bearer
from tests.inputs import giving_out, poison
from tests.inputs.strings import MARK
from tests.inputs.writing_mails import WRITERS

pytestmark = pytest.mark.slow
SINCE = {"settings/audit/export/": "since=2026-01-01"}
PAGE_ROWS = [
    replace(row, query=SINCE.get(row.address, row.query))
    for rows in PAGES.values()
    for row in rows
    if row.method == "GET"
]
WITHOUT_ROWS = {
    "admin.LogEntry.object_repr",
    "admin.LogEntry.change_message",
    "billing.Refund.given_by_name",
    "billing.Refund.reason",
    "billing.WriteOff.by_name",
    "billing.WriteOff.reason",
    "charts.NotePresence.person_name",
    "events.MailReport.detail",
    "patients.AllergyStatement.by_name",
    "patients.BrokenGlass.actor_name",
    "patients.BrokenGlass.reason",
    "patients.UnrestrictedChart.by_name",
}
"""Of these the world has no row: what the administration writes of itself, and acts that ended something else."""
API_ROWS = [row for row in API if row.method == "GET"]


@pytest.fixture(scope="module")
def poisoned(clinics_by_name, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Place, dict[str, int]]]:
    folder = str(tmp_path_factory.mktemp("documents"))
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": folder}}
    with django_db_blocker.unblock(), time_machine.travel(TODAY, tick=False), settings_with(kept):
        clinic = database.open_own_clinic()
        try:
            place = Place(clinic, AT)
            place.fill()
            done = poison.poison(clinic)
            place.clinic = database.clinic(clinic.subdomain)
            yield place, done
        finally:
            database.drop_own_clinic(clinic)


def answers(asked: Any, rows: list[Row]) -> dict[str, tuple[Any, bytes]]:
    """What each line answers to somebody who may."""
    found = {}
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        answer = asked.ask(who, row.with_own(who))
        found[str(row)] = (answer, answer.content)
    return found


@pytest.fixture(scope="module")
def given(poisoned, clinics_by_name) -> dict[str, Any]:
    place, _done = poisoned
    asking = Asking(place, clinics_by_name["birch"], bearer(place.clinic, at=AT))
    calling = Calling(place, clinics_by_name["birch"])
    return answers(asking, PAGE_ROWS) | answers(calling, API_ROWS)


def faults(given: dict[str, Any]) -> list[str]:
    return [
        f"{row}: {fault}"
        for row, (answer, content) in given.items()
        for fault in giving_out.faults_of(answer.headers, content)
    ]


def test_every_text_is_poisoned(poisoned):
    _place, done = poisoned
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in poison.models_of_a_clinic()
        for field in poison.fields_of(model)
    }

    assert len(done) > 100
    assert fields - set(done) == WITHOUT_ROWS


def test_nothing_that_was_typed_becomes_more_than_text(given):
    assert faults(given) == []


def test_what_was_typed_is_shown_in_every_kind_of_answer(given):
    found = Counter(kind_of(answer) for answer, content in given.values() if MARK.encode() in content)

    assert set(found) >= {"text/html", "application/json", "text/csv", "text/calendar"}
    assert (found["text/html"] > 200, found["text/csv"]) == (True, 2)


def test_papers_say_what_was_typed_and_take_none_of_it_for_markup(given):
    papers = {
        row: giving_out.words_of_paper(content)
        for row, (answer, content) in given.items()
        if kind_of(answer) == "application/pdf"
    }

    assert len(papers) > 1
    for words in papers.values():
        assert f'#link("https://{MARK}.example")[x]' in words
        assert f"<imgid={MARK}src={MARK}onerror={MARK}()>" in words


def test_rows_that_were_not_imported_are_read_back_as_they_were(poisoned, given):
    place, _done = poisoned
    _answer, content = given["GET /settings/import/<uuid:batch_id>/errors/"]
    with entering(place.clinic):
        (cells,) = [list(row.cells) for row in place.known["batch"].rows.troubled()]

    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert [as_it_was(cell) for cell in read[1][2:]] == cells
    assert any(cell.startswith("=") for cell in cells)


def test_every_kind_of_mail_is_written(poisoned):
    assert set(WRITERS) == {kind.name for kind in mail_kinds}


@pytest.mark.parametrize("purpose", WRITERS)
def test_mails_hold_what_was_typed_as_text(poisoned, purpose):
    place, _done = poisoned

    content, to = written(place, purpose)

    assert giving_out.letter(content, to=to, sender="no-reply@localhost") == []
    assert MARK.encode() in content


def written(place: Place, purpose: str) -> tuple[bytes, str]:
    """A message of this kind as it would leave, and to whom."""
    with entering(place.clinic), taken_back():
        before = list(OutgoingMail.objects.values_list("pk", flat=True))
        WRITERS[purpose](place)
        mail = OutgoingMail.objects.filter(purpose=purpose).exclude(pk__in=before)[0]
        return message_of(mail).message().as_bytes(), mail.to


def kind_of(answer: Any) -> str:
    return str(answer.headers.get("Content-Type", "").partition(";")[0])


class TestPlantedFaults:
    """Each check is shown something that it must find."""

    def asked(self, poisoned: Any, other: Clinic, address: str) -> list[str]:
        place, _done = poisoned
        asking = Asking(place, other, bearer(place.clinic, at=AT))
        return faults(answers(asking, [row for row in PAGE_ROWS if row.address == address]))

    def test_a_page_that_escapes_nothing(self, poisoned, clinics_by_name, monkeypatch):
        monkeypatch.setattr("django.template.base.conditional_escape", str)

        assert self.asked(poisoned, clinics_by_name["birch"], "patients/<uuid:patient_id>/")

    @pytest.mark.parametrize("address", ["settings/audit/export/", "settings/import/<uuid:batch_id>/errors/"])
    def test_a_table_that_neutralises_nothing(self, poisoned, clinics_by_name, monkeypatch, address):
        monkeypatch.setattr("clinics.kit.tables.harmless", str)

        assert self.asked(poisoned, clinics_by_name["birch"], address)

    def test_a_mail_that_escapes_nothing(self, poisoned, monkeypatch):
        monkeypatch.setattr("django.template.base.conditional_escape", str)
        content, to = written(poisoned[0], "appointment_booked")

        assert giving_out.letter(content, to=to, sender="no-reply@localhost")
