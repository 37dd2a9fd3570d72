"""The clinic's keys cannot be had: each door says so, nothing is opened, and nothing is written in the clear."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.sessions.models import Session

from clinics.encryption import keyring
from clinics.encryption.wrapping import KeysUnavailable
from clinics.events import mail
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import DataKey, Wakeup
from config import errors
from config.middleware.clinic import host_cache
from tests.conftest import client_at
from tests.factories import patients
from tests.factories.staff import PASSWORD, Role
from tests.factories.tokens import Program, bearer, client_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
TROUBLES = ("file lost", "key disabled", "keys of another clinic")


class Silent(WSGIRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def disabled():
    """A KMS whose key is disabled."""

    def answer(_environ, start_response):
        start_response("400 Bad Request", [("Content-Type", "application/x-amz-json-1.1")])
        return [b'{"__type": "DisabledException", "message": "the key is disabled"}']

    server = make_server("127.0.0.1", 0, answer, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def trouble(settings, tmp_path, monkeypatch, disabled, clinics_by_name):
    """Takes the keys away in one of the ways of `TROUBLES`; they are back afterwards."""

    alder, birch = clinics_by_name["alder"], clinics_by_name["birch"]

    def begin(kind: str) -> None:
        if kind == "file lost":
            settings.MASTER_KEY_FILE = tmp_path / "lost.json"
        elif kind == "key disabled":
            for name, value in (("ENDPOINT_URL", disabled), ("DEFAULT_REGION", "eu-central-1")):
                monkeypatch.setenv(f"AWS_{name}", value)
            for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
                monkeypatch.setenv(f"AWS_{name}", "test")
            settings.KMS_KEY_ID = "alias/disabled"
        else:
            with entering_platform():
                theirs = {key.purpose: key.wrapped for key in DataKey.objects.filter(clinic=birch)}
                for key in DataKey.objects.filter(clinic=alder):
                    DataKey.objects.filter(pk=key.pk).update(wrapped=theirs[key.purpose])
            alder.forget_preloaded()
            host_cache.clear()
        keyring.forget()

    yield begin
    alder.forget_preloaded()
    keyring.forget()


def browser_of(clinic, role=None):
    browser = client_at(clinic, role)
    browser.raise_request_exception = False
    return browser


def program_of(clinic, at) -> Program:
    program = Program(clinic, bearer(clinic, at=at))
    program.web.raise_request_exception = False
    return program


def is_refusal(answer) -> bool:
    page = answer.content.decode()
    return (answer.status_code, answer.get("Retry-After")) == (503, "60") and "keys cannot be reached" in page


@pytest.mark.parametrize("kind", TROUBLES)
def test_each_door_for_people_and_programs_refuses_in_its_own_words(alder, at, trouble, kind):
    with entering(alder):
        patient = patients.register(given="Wilhelmina", family="Unreadable")
    owner, stranger, program, made = (
        browser_of(alder, Role.OWNER),
        browser_of(alder),
        program_of(alder, at),
        client_of(alder, at=at),
    )
    secret = {"client_id": made.client.pk, "client_secret": made.secret}
    trouble(kind)

    pages = [
        owner.get(f"/patients/{patient.pk}/"),
        owner.get("/patients/"),
        owner.post("/settings/account/", {"name": "X"}),
    ]
    asked = program.get(f"patients/{patient.pk}/")
    token = stranger.post("/identity/o/api/token", {"grant_type": "client_credentials", **secret})

    assert [is_refusal(page) for page in pages] == [True] * 3
    assert [answer["Content-Type"] for answer in (asked, token)] == ["application/problem+json"] * 2
    assert [is_refusal(answer) for answer in (asked, token)] == [True] * 2
    assert asked.json()["code"] == "keys_unavailable"
    assert not any(b"Unreadable" in answer.content for answer in (*pages, asked, token))


def test_nobody_signs_in_and_no_session_is_kept_in_the_clear(alder, trouble):
    with entering(alder):
        before = Session.objects.count()
    browser = browser_of(alder)
    trouble("file lost")

    answer = browser.post("/accounts/login/", {"login": "owner@example.com", "password": PASSWORD})

    assert is_refusal(answer)
    with entering(alder):
        assert Session.objects.count() == before


def test_what_is_to_be_sent_waits_and_is_tried_again(alder, at, trouble):
    from clinics.events.tasks import send_mail

    with entering(alder):
        mail.enqueue(purpose="x", to="ana@example.org", subject="Hello", text="Something private", at=at)
    trouble("file lost")

    with entering(alder), pytest.raises(KeysUnavailable):
        send_mail.run()

    with entering_platform():
        assert Wakeup.objects.filter(schema_name=alder.schema_name, task=mail.SEND_TASK).exists()
    with entering(alder):
        assert not OutgoingMail.objects.exclude(sent_at=None).exists()


def test_a_command_ends_with_a_sentence_and_no_traceback(tmp_path):
    code = (
        "import sys; sys.argv = ['manage.py', 'check_clinic']\n"
        "import django.core.management as management\n"
        "from clinics.encryption import wrapping\n"
        "def fail(_argv): raise wrapping.KeysUnavailable('AWS KMS refused to decrypt the keys of c_1: Disabled.')\n"
        "management.execute_from_command_line = fail\n"
        "import manage; manage.main()\n"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.strip() == "AWS KMS refused to decrypt the keys of c_1: Disabled."


def test_a_door_that_fails_as_anything_else_is_found(alder, trouble, monkeypatch):
    """Planted: keys that cannot be had are a fault like any other."""
    monkeypatch.setattr(errors, "KeysUnavailable", KeyError)
    owner = browser_of(alder, Role.OWNER)
    trouble("file lost")

    assert owner.get("/patients/").status_code == 500


def test_everything_opens_again_when_the_keys_are_back(alder, trouble, settings):
    owner = browser_of(alder, Role.OWNER)
    there = settings.MASTER_KEY_FILE
    trouble("file lost")
    assert is_refusal(owner.get("/patients/"))

    settings.MASTER_KEY_FILE = there
    keyring.forget()

    assert owner.get("/patients/").status_code == 200
