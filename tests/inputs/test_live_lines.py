"""Open pages are told kinds and ids, and no word of anybody: names of live events keep to their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from appointments.actions import visits
from appointments.actions.keeping import day_topic
from clinics.events import jobs, live
from clinics.events.live import announce
from clinics.kit.current import entering
from clinics.models import Clinic
from config.live import front
from config.live.front import event
from config.live.hub import RESYNC
from tests import database
from tests.conftest import AT
from tests.factories import appointments
from tests.factories.staff import Role, acting
from tests.inputs import poison
from tests.inputs.strings import ALL, MARK
from tests.processes import Server, serving

pytestmark = pytest.mark.slow

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-"
LINES = re.compile(rf"(?:event: [{LETTERS}]+\ndata: (?:changed)?\n\n|: still here\n\n)*")
"""All that a stream may hold."""
BROKEN = [each for each in ALL if each and not set(each) <= set(LETTERS)]


def is_told(name: str) -> bool:
    """Whether an event of this name can be sent; then it is one event of one line."""
    try:
        sent = event(name, "changed")["body"].decode()
    except ValueError:
        return False
    assert LINES.fullmatch(sent)
    assert sent.count("event:") == 1
    return True


@given(st.text(alphabet=LETTERS, min_size=1))
def test_a_name_of_these_letters_is_told(name):
    assert is_told(name)


@given(st.text(), st.sampled_from([*"\n\r\t\v\f\0 <\"'/é", "\u2028", "\x85", "\r\n", "\n\ndata: x"]), st.text())
@example("", "", "")
@example("job:1", "\n", "")
def test_no_other_name_is_told(before, broken, after):
    assert not is_told(before + broken + after)


@pytest.mark.parametrize("words", BROKEN, ids=range(len(BROKEN)))
def test_hostile_words_are_no_name(words):
    assert not is_told(words)


@pytest.mark.parametrize("data", ["a\nevent: b", "a\r", "{}", "Ana", "changed\n"])
def test_nothing_is_told_of_a_name_but_that_it_changed(data):
    with pytest.raises(ValueError, match="data"):
        event("job:1", data)


@given(st.text(), st.sampled_from([*'\n\r <"\0', "\u2028"]), st.text())
def test_what_is_about_words_is_not_announced(before, broken, after):
    with pytest.raises(ValueError, match="topic"):
        announce(kind="job", id=before + broken + after)


def test_every_kind_of_topic_keeps_to_the_letters(in_alder):
    booked = appointments.book()
    names = [f"{topic.name}:{uuid4()}" for topic in live.live_topics]

    assert all(is_told(name) for name in (*names, f"calendar:{day_topic(booked)}", live.CLOSED, RESYNC, "ready"))


@pytest.fixture(scope="module")
def poisoned(django_db_setup, django_db_blocker) -> Iterator[Clinic]:
    with django_db_blocker.unblock():
        clinic = database.open_own_clinic()
        try:
            poison.poison(clinic)
            yield database.clinic(clinic.subdomain)
        finally:
            database.drop_own_clinic(clinic)


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker) -> Iterator[Server]:
    with django_db_blocker.unblock(), serving("-k", "asgi", application="config.asgi:application") as running:
        yield running


def test_a_stream_of_hostile_records_holds_kinds_and_ids(server, poisoned):
    """Changes are told while it is read; so is what was asked for in hostile words, which is nothing."""
    with entering(poisoned):
        booked = appointments.book(reason=MARK)
        job = jobs.start(kind="export", task="exports", subject_id=MARK, total=3, by=acting(Role.OWNER), at=AT)
    words = [each[:200] for each in BROKEN if "\udfff" not in each and "\ud800" not in each]
    asked = [f"job:{job.pk}", f"appointment:{booked.pk}", *(f"job:{each}" for each in words)]
    read, told = "", [asked[0], asked[1], asked[0]]

    with server.client(poisoned, Role.CLINICIAN).stream("GET", "/live/", params={"topic": asked[:49]}) as response:
        assert response.status_code == 200
        parts = response.iter_text()
        read += next(parts)
        with entering(poisoned):
            jobs.advance(job=job, done=1, at=timezone.now())
            visits.check_in(appointment=booked, by=appointments.DESK, at=booked.starts_at)
            jobs.finish(job=job, failure="Refused", at=timezone.now())
        while read.count("event: ") < 1 + len(told):
            read += next(parts)

    assert LINES.fullmatch(read), read
    assert re.findall(r"event: (.*)", read) == ["ready", *told]
    assert MARK not in read


class TestPlantedFaults:
    def test_an_event_that_takes_any_name(self, monkeypatch):
        monkeypatch.setattr(front, "event", lambda name, data: {"body": f"event: {name}\ndata: {data}\n\n".encode()})

        sent = front.event("job:1\n\nevent: closed", "changed")["body"].decode()

        assert sent.count("event:") == 2
        assert not LINES.fullmatch(front.event("job:<b>", "changed")["body"].decode())
