"""After a day's work nothing that a patient told can be read where it is kept: not in the database, its log, the
queue, the logs, the stored files, the temporary ones, nor where it passes: mails, numbers, the browser's stores.

A real installation (web with live channel, worker, dispatcher) is used by browser sessions and a program, with a
value of its own in every sensitive field. Then everything it left is searched. Staff, who are not patients, are the
control: their names are found.
"""

from __future__ import annotations

import random
import re
import string
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from config.demo import processes
from config.postgres.binaries import binary
from tests.factories import files
from tests.proofs import browser_storage
from tests.proofs.leaks import Search, files_in
from tests.proofs.stage import Stage, installed

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
NUMBERS = "for-whoever-counts"
STAFF = "Dana Doctor"  # plain by design, so it must be found


def word() -> str:
    return "Zq" + "".join(random.choice(string.ascii_lowercase) for _letter in range(12))


CANARIES = {
    name: word()
    for name in (
        "given", "family", "middle", "preferred", "former", "street", "city", "alert", "substance", "reaction",
        "relative", "subjective", "plan", "addendum", "error_text", "title", "file", "content", "withdrawal",
        "contact_note", "imported_given", "imported_family", "import_file", "api_family", "api_text", "pronouns",
        "typed",
    )
}  # fmt: skip
CANARIES |= {
    "phone": f"617-555-{random.randint(1000, 9999)}",
    "born": "1931-07-19",
    "email": f"{word().lower()}@patients.example",
    "identifier": f"X{random.randint(10**9, 10**10 - 1)}",
    "record": f"R{random.randint(10**9, 10**10 - 1)}",
    "imported_phone": f"617-555-{random.randint(1000, 9999)}",
}
C = CANARIES


class Desk:
    """A browser's session at the clinic, without the browser."""

    def __init__(self, stage: Stage, port: int, role: str) -> None:
        self.web = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Host": f"{stage.opened['host']}:{port}"},
            cookies={"session": stage.opened["sessions"][role]},
            timeout=30,
        )

    def get(self, path: str, **more) -> httpx.Response:
        answer = self.web.get(path, **more)
        assert answer.status_code < 400, (path, answer.status_code, answer.text[:2000])
        return answer

    def post(self, path: str, data: dict, *, form: str = "", files=None, expect: int = 302) -> httpx.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(form or path).text)[1]
        answer = self.web.post(path, data={**data, "csrfmiddlewaretoken": token}, files=files)
        assert answer.status_code == expect, (path, answer.status_code, answer.text[:3000])
        return answer


def eventually(what, seconds: float = 40):
    """What a worker has to do first."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.3)
    raise AssertionError("nothing happened")


def a_patients_day(desk: Desk, dana: Desk) -> str:
    born = {"birth_date_year": "1931", "birth_date_month": "7", "birth_date_day": "19"}
    person = {
        "given": C["given"], "family": C["family"], "middle": C["middle"], "preferred_name": C["preferred"],
        "former_names": C["former"], "phone": C["phone"], "email": C["email"], "lines": C["street"],
        "city": C["city"], "identifier_system": "passport", "identifier_value": C["identifier"],
        "record_number": C["record"], "pronouns": C["pronouns"], **born,
    }  # fmt: skip
    chart = desk.post("/patients/new/", person).headers["Location"]
    for query in ("family", "phone", "email", "record", "born", "identifier"):
        desk.get("/patients/", params={"q": C[query]})
        desk.get("/search/", params={"q": C[query]}, headers={"HX-Request": "true"})
    desk.post(f"{chart}contacts/new/", {"system": "phone", "value": "617-555-0100", "note": C["contact_note"]})
    desk.post(f"{chart}relationships/new/", {"kind": "FRND", "name": C["relative"]})
    dana.post(f"{chart}alerts/new/", {"text": C["alert"], "category": "safety", "severity": "high"})
    dana.post(f"{chart}allergies/new/", {"substance": C["substance"], "reaction": C["reaction"], "status": "confirmed"})
    dana.get(f"{chart}history/")
    a_note(dana, chart)
    a_document(dana, chart)
    return chart


def a_note(dana: Desk, chart: str) -> None:
    note = dana.post(f"{chart}notes/new/", {"kind": "soap", "occurred_at": "2026-01-02T10:00"}).headers["Location"]
    body = {"revision": "0", "subjective": C["subjective"], "plan": C["plan"]}
    dana.post(f"{note}draft/", body, form=note)
    dana.post(f"{note}signature/", {"revision": "1"})
    dana.get(f"{note}addenda/new/")
    dana.post(f"{note}addenda/new/", {"text": C["addendum"]})
    dana.post(f"{note}error/", {"reason": "mistaken", "text": C["error_text"]})


def a_document(dana: Desk, chart: str) -> None:
    sent = {"file": (f"{C['file']}.pdf", files.pdf(text=C["content"]), "application/pdf")}
    answer = dana.post(f"{chart}documents/new/", {"title": C["title"], "category": "letter"}, files=sent)
    kept = answer.headers["Location"]
    dana.get(f"{kept}preview/")
    dana.get(f"{kept}content/")
    large = {"file": (f"{C['file']}.txt", (C["content"] + " ").encode() * 300_000, "text/plain")}
    dana.post(f"{chart}documents/new/", {"title": C["title"], "category": "letter"}, files=large)
    dana.post(f"{kept}withdrawal/", {"reason": "other", "text": C["withdrawal"]})


def an_import(owner: Desk) -> None:
    row = f"1,{C['imported_given']},{C['imported_family']},1931-07-19,{C['imported_phone']}"
    table = f"id,given name,family name,birth date,phone\n{row}\n2,,,,\n".encode()
    sent = {"file": (f"{C['import_file']}.csv", table, "text/csv")}
    batch = owner.post("/settings/import/", {"software": "old"}, files=sent).headers["Location"]
    owner.post(f"{batch}start/", {}, form=batch)
    eventually(lambda: "errors/" in owner.get(batch).text)
    owner.get(f"{batch}errors/")
    owner.post(f"{batch}undo/", {})
    eventually(lambda: "Undone" in owner.get(batch).text or "undone" in owner.get(batch).text)


def a_program(stage: Stage, port: int) -> None:
    headers = {"Host": f"{stage.opened['host']}:{port}", "Authorization": f"Bearer {stage.opened['token']}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", headers=headers, timeout=30) as api:
        key = {"Idempotency-Key": "one"}
        made = api.post("/patients/", json={"given": C["given"], "family": C["api_family"]}, headers=key)
        assert made.status_code == 201, made.text
        note = {"patient": made.json()["id"], "kind": "progress", "occurred_at": "2026-01-02T03:04:05Z"}
        assert api.post("/notes/", json={**note, "body": {"text": C["api_text"]}}, headers=key).status_code == 201
        assert api.post("/patients/", json={"given": C["api_family"], "famly": C["api_family"]}).status_code == 422
        assert api.get("/patients/", params={"q": C["api_family"]}).json()["count"] == 1
        assert api.get("/patients/", params={C["family"]: "x"}).status_code == 422


def looked_at(stage: Stage, desk: Desk, dana: Desk, chart: str) -> Path:
    """The patient's pages in a browser, which then is closed: its profile."""
    note = dana.post(f"{chart}notes/new/", {"kind": "soap", "occurred_at": "2026-01-02T11:00"}).headers["Location"]
    profile = stage.folder / "profile"
    address = f"http://{desk.web.headers['Host']}"
    with browser_storage.browsing(profile, address, stage.opened["sessions"]["clinician"]) as browser:
        page = browser.pages[0]
        for path in (chart, f"{chart}history/", f"{chart}documents/", note):
            page.goto(address + path)
            assert C["given"] in page.content(), path
        with page.expect_response(lambda answer: answer.url.endswith("/draft/")):
            page.locator("textarea[name=subjective]").fill(C["typed"])
        page.locator("[data-state=saved]").first.wait_for(state="attached")
        readable = browser_storage.readable(page)
    assert Search(C.values()).in_bytes("\n".join(readable).encode(), "what scripts can read") == set()
    return profile


# Books and tells the patient of it, then prints what every mail of the clinic says, but for whom it goes to.
MAILS = """
import json, sys, time
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from appointments.actions import telling
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from patients.models import Patient
from tests.factories import appointments
with entering_platform():
    clinic = Clinic.objects.get(schema_name={schema!r})
with entering(clinic):
    now = timezone.now()
    day = (now + timedelta(days=9 - now.weekday())).date()
    patient = Patient.objects.get(pk={patient!r})
    appointments.book(patient, starts_at=appointments.local(day, "10:00"), at=now, reason={reason!r})
    for _turn in range(300):
        if OutgoingMail.objects.filter(purpose="appointment_booked").exists():
            break
        telling.tell_news(at=timezone.now())
        time.sleep(0.2)
    said = ("subject", "text", "html", "calendar", "unsubscribe")
    print(json.dumps([[mail.purpose, *(getattr(mail, part) for part in said)] for mail in OutgoingMail.objects.all()]))
"""


def what_is_told(stage: Stage, chart: str, port: int) -> dict[str, str]:
    """What leaves by mail, and what whoever measures is given."""
    order = {"schema": stage.opened["schema"], "patient": chart.strip("/").split("/")[-1], "reason": C["plan"]}
    mails = stage.run(MAILS.format(**order))
    assert '"appointment_booked"' in mails
    assert '"invitation"' in mails
    numbers = httpx.get(f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {NUMBERS}"}).text
    assert "clinic=" in numbers
    return {"mails": mails, "numbers": numbers}


def wrong_turns(desk: Desk) -> None:
    """Values where nobody meant them: in addresses that do not exist, in forms that are refused."""
    for path in (f"/{C['family']}/", f"/patients/?page={C['family']}", f"/api/v1/patients/{C['family']}/"):
        desk.web.get(path)
    desk.web.post("/patients/new/", data={"family": C["family"]})  # without the form's token
    desk.post("/patients/new/", {"family": C["family"], "phone": C["family"]}, expect=422)


def test_no_value_of_a_patient_can_be_read_anywhere(monkeypatch):
    port = processes.free_port()
    with installed("config.settings.local", BASE_DOMAIN=f"localhost:{port}", METRICS_TOKEN=NUMBERS) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        logs = stage.folder / "logs"
        temporary = stage.folder / "tmp"
        temporary.mkdir()
        monkeypatch.setenv("TMPDIR", str(temporary))
        services = processes.services(port=port, folder=logs)
        services.start()
        try:
            assert processes.wait_until_ready(port)
            desk, dana, owner = (Desk(stage, port, role) for role in ("front_desk", "clinician", "owner"))
            chart = a_patients_day(desk, dana)
            an_import(owner)
            a_program(stage, port)
            wrong_turns(desk)
            owner.get("/admin/")
            owner.get("/admin/staff/user/")
            owner.post("/settings/staff/invitations/new/", {"email": "nia@example.com", "roles": ["clinician"]})
            told = what_is_told(stage, chart, port)
            profile = looked_at(stage, desk, dana, chart)
            [worker] = [each for each in services.members if each.name == "worker"]
            worker.stop()  # what is rung for now stays in the queue
            owner.post("/settings/staff/invitations/new/", {"email": "ida@example.com", "roles": ["clinician"]})
            queue = stage.folder / "data" / "queue"
            eventually(lambda: any(Search(["events.send_mail"]).in_folder(queue)))
            stage.order("CHECKPOINT")
            everything_is_searched(stage, logs, temporary)
            search = Search(CANARIES.values())
            assert {found for place, text in told.items() for found in search.in_bytes(text.encode(), place)} == set()
            assert browser_storage.kept(profile, Search(["/static/"]))  # the control: files of ours may be kept
            assert browser_storage.kept(profile, search) == set()
        finally:
            services.stop()


def everything_is_searched(stage: Stage, logs: Path, temporary: Path) -> None:
    search, control = Search(CANARIES.values()), Search([STAFF])
    dump = stage.folder / "dump.sql"
    done = subprocess.run(
        [binary("pg_dump"), "--file", dump, stage.database().dsn("polyclinic")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert dump.stat().st_size > 100_000
    data = stage.folder / "data"
    places = {
        "dump": [dump],
        "tables": list(files_in(data / "postgres" / "data" / "base")),
        "write-ahead log": list(files_in(data / "postgres" / "data" / "pg_wal")),
        "database's log": [data / "postgres" / "data" / "server.log"],
        "queue": list(files_in(data / "queue")),
        "documents": list(files_in(data / "documents")),
        "logs": list(files_in(logs)),
        "temporary files": list(files_in(temporary)),
    }
    assert all(places[name] for name in ("dump", "tables", "write-ahead log", "queue", "documents", "logs"))
    for name in ("dump", "tables", "write-ahead log"):  # the control: where it stands, the search sees it
        assert any(control.in_file(file) for file in places[name]), name
    assert len((logs / "web.log").read_text().splitlines()) > 50
    found = {finding for files in places.values() for file in files for finding in search.in_file(file)}
    rest = {finding for file in files_in(data) for finding in search.in_file(file)}
    assert {(finding.where, finding.value, finding.form) for finding in found | rest} == set()
