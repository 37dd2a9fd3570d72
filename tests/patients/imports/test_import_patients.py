"""People come over from another system's file by command: once, with every row accounted for, and back again."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from patients.models import Patient, PatientStatus
from patients.queries.search import find
from tests.database import ROOT
from tests.factories import patients
from tests.patients.imports.files import ENGLISH
from tests.processes import environment

HEADING = "id,given,family,birth_date,phone"


@pytest.fixture
def people(tmp_path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(
        f"{HEADING}\n1,Ana,Ruiz,1984-03-07,617-555-0101\n2,Ben,Okoye,1990-01-31,617-555-0102\n3,,,1990-01-31,\n"
        "4,Cleo,Maas,1971-12-24,not a phone\n",
        encoding="utf-8",
    )
    return file


def bring(clinic, *arguments: object) -> str:
    printed = io.StringIO()
    call_command("import_patients", clinic.subdomain, *map(str, arguments), stdout=printed)
    return printed.getvalue()


def outcomes() -> list[tuple[int, str]]:
    return list(ImportedRow.objects.order_by("line").values_list("line", "outcome"))


def test_every_row_is_registered_or_says_why_not(alder, in_alder, people):
    said = bring(alder, people)
    assert "2 registered, 0 imported before, 0 held for review, 2 refused." in said
    assert outcomes() == [(2, "registered"), (3, "registered"), (4, "refused"), (5, "refused")]
    errors = people.with_name("people.not-imported.csv").read_text(encoding="utf-8").splitlines()
    assert len(errors) == 3
    assert "telephone" in errors[2]
    assert [hit.patient.given for hit in find("ruiz", to=patients.REGISTRAR, limit=5).hits] == ["Ana"]


def test_a_dry_run_writes_nothing(alder, in_alder, people):
    said = bring(alder, people, "--dry-run")
    assert "2 would be registered" in said
    assert "2 would be refused" in said
    assert not ImportBatch.objects.exists()
    assert not Patient.objects.exists()


def test_a_dry_run_counts_who_is_here_and_who_may_be(alder, in_alder, people):
    bring(alder, people)
    patients.register(given="Dora", family="Lund", birth_date=date(2001, 9, 9))
    people.write_text(people.read_text().replace("3,,,1990-01-31,", "5,Dorah,Lund,2001-09-09,"), encoding="utf-8")
    said = bring(alder, people, "--dry-run")
    assert "0 would be registered" in said
    assert "2 were imported before" in said
    assert "1 would be held" in said


def test_an_interrupted_import_goes_on_with_its_own_answers(alder, in_alder, tmp_path):
    file = tmp_path / "dates.csv"
    file.write_text("given,family,birth_date\nAna,Ruiz,03/04/1984\nBen,Okoye,05/06/1990\n", encoding="utf-8")
    bring(alder, file, "--answer", "dates:2:numeric=dmy")
    ImportBatch.objects.update(state=BatchState.RUNNING, last_line=0)
    with pytest.raises(CommandError, match="goes on with the answers it was begun with"):
        bring(alder, file, "--answer", "dates:2:numeric=mdy")
    assert "2 imported before" in bring(alder, file)


def test_the_file_of_errors_leaves_a_trace(alder, in_alder, people):
    bring(alder, people)
    assert AuditEvent.objects.filter(event="import.errors_downloaded").count() == 1


def test_the_same_file_again_adds_nothing(alder, in_alder, people):
    bring(alder, people)
    before = set(Patient.objects.values_list("pk", flat=True))
    said = bring(alder, people)
    assert "0 registered, 2 imported before" in said
    assert set(Patient.objects.values_list("pk", flat=True)) == before


def test_the_next_export_adds_only_who_is_new(alder, in_alder, people):
    bring(alder, people)
    people.write_text(people.read_text().replace("3,,,1990-01-31,", "5,Dora,Lund,2001-09-09,"), encoding="utf-8")
    assert "1 registered, 2 imported before" in bring(alder, people)


def test_somebody_who_may_be_here_already_is_held(alder, in_alder, people):
    patients.register(given="Anna", family="Ruis")
    said = bring(alder, people)
    assert "1 registered, 0 imported before, 1 held" in said
    held = ImportedRow.objects.get(outcome=Outcome.HELD)
    assert held.cells[1:3] == ["Ana", "Ruiz"]
    assert held.reasons == ["name_and_birth_date"]


def test_undo_takes_back_whom_nobody_used_and_lists_the_others(alder, in_alder, people):
    from patients.actions import identity

    bring(alder, people)
    used = find("okoye", to=patients.REGISTRAR, limit=1).hits[0].patient
    identity.mark_inactive(patient=used, by=patients.REGISTRAR, at=patients.AT)
    batch = ImportBatch.objects.get()
    said = bring(alder, "--undo", batch.pk)
    assert "1 people were taken back, 1 stay:" in said
    assert "line 3: edited" in said
    assert find("ruiz", to=patients.REGISTRAR, limit=5).hits == []
    assert Patient.objects.get(status=PatientStatus.ENTERED_IN_ERROR).search_tokens == []
    assert "1 registered, 1 imported before" in bring(alder, people)


def test_an_undone_import_is_not_undone_again(alder, in_alder, people):
    bring(alder, people)
    batch = ImportBatch.objects.get()
    bring(alder, "--undo", batch.pk)
    with pytest.raises(CommandError, match="undone already"):
        bring(alder, "--undo", batch.pk)


def test_a_file_with_two_readings_is_asked_about_and_answered(alder, in_alder, tmp_path):
    file = tmp_path / "dates.csv"
    file.write_text("given,family,birth_date\nAna,Ruiz,03/04/1984\nBen,Okoye,05/06/1990\n", encoding="utf-8")
    with pytest.raises(CommandError, match="must be answered"):
        bring(alder, file)
    assert not Patient.objects.exists()
    bring(alder, file, "--answer", "dates:2:numeric=dmy")
    assert sorted(str(person.birth_date) for person in Patient.objects.all()) == ["1984-04-03", "1990-06-05"]


def test_an_import_is_of_one_clinic(alder, birch, db, people):
    with entering(alder):
        bring(alder, people)
        batch = ImportBatch.objects.get()
    with entering(birch):
        assert not Patient.objects.exists()
        with pytest.raises(CommandError, match="no import"):
            bring(birch, "--undo", batch.pk)
        assert "2 registered" in bring(birch, people)


@pytest.mark.parametrize(("content", "says"), [("", "empty"), ("PK\x03\x04", "."), ("just words\nand more\n", ".")])
def test_what_is_no_table_is_refused_in_words(alder, in_alder, tmp_path, content, says):
    file = tmp_path / "bad.csv"
    file.write_text(content)
    with pytest.raises(CommandError, match=says):
        bring(alder, file)


def test_values_of_another_system_arrive_as_they_were(alder, in_alder, tmp_path):
    file = tmp_path / "english.csv"
    file.write_text(ENGLISH, encoding="utf-8")
    bring(alder, file, "--from", "oldsoft")
    ana = find("o'brien", to=patients.REGISTRAR, limit=1).hits[0].patient
    assert (ana.record_number, str(ana.birth_date)) == ("007", "1980-02-29")
    assert ana.addresses.get().postal_code == "02169"
    assert "external:oldsoft" in ana.identifiers.values_list("system", flat=True)


def test_a_killed_import_goes_on_and_doubles_nobody(own_clinic, tmp_path):
    file = tmp_path / "many.csv"
    lines = [f"{number},Given{number},Family{number},19{number % 90 + 10}-01-15," for number in range(1500)]
    file.write_text("\n".join([HEADING, *lines]), encoding="utf-8")
    command = [sys.executable, "manage.py", "import_patients", own_clinic.subdomain, str(file)]
    running = subprocess.Popen(command, cwd=ROOT, env=environment({}), stdout=subprocess.DEVNULL)
    with entering(own_clinic):
        deadline = time.monotonic() + 60
        while not ImportBatch.objects.filter(last_line__gt=1).exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        acknowledged = ImportBatch.objects.get()
        assert acknowledged.state == BatchState.RUNNING
        assert 0 < acknowledged.registered < 1500
        assert Patient.objects.count() == acknowledged.registered
    said = bring(own_clinic, file)
    assert "Going on behind line" in said
    with entering(own_clinic):
        assert Patient.objects.count() == 1500
        assert ImportedRow.objects.filter(outcome=Outcome.REGISTERED).count() == 1500
