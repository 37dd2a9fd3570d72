"""What programs are told holds a kind, a moment and ids, whatever words stand in the records that it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from clinics.events.actions import publish
from clinics.events.models import DomainEvent
from clinics.events.registry import event_kinds
from clinics.kit.current import entering
from clinics.webhooks import signing
from clinics.webhooks.actions import endpoints, replaying, sending
from clinics.webhooks.models import Endpoint
from tests import database
from tests.access.conftest import settings_with
from tests.access.world import TODAY, Place
from tests.conftest import AT
from tests.factories.staff import Role, acting
from tests.inputs import poison
from tests.inputs.poison import breaking
from tests.inputs.strings import ALL, MARK
from tests.receivers import Heard, receiving

pytestmark = pytest.mark.slow

NOW = AT + timedelta(days=1, hours=8)
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
HEADER = re.compile(r"[\x21-\x7e ]*")


def faults_of(body: bytes) -> list[str]:
    """What a message says that is no kind, no moment and no id."""
    try:
        told = json.loads(body)
    except ValueError:
        return ["is no JSON"]
    faults = [f"says {name}" for name in told if name not in ("type", "timestamp", "data")]
    if told["type"] not in {*(kind.name for kind in event_kinds), "webhook.test"}:
        faults.append(f"is of the kind {told['type']!r}")
    if not MOMENT.fullmatch(told["timestamp"]):
        faults.append(f"is of {told['timestamp']!r}")
    faults += [f"tells {name} as {value!r}" for name, value in told["data"].items() if not ID.fullmatch(value)]
    faults += [f"has {name!r} for a name" for name in told["data"] if not re.fullmatch(r"[a-z_]+", name)]
    again = json.dumps(told, separators=(",", ":")).encode()
    return faults + ([] if body == again and re.fullmatch(rb"[\x20-\x7e]+", body) else ["is written in another way"])


@pytest.fixture(scope="module")
def heard(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[list[Heard]]:
    """Every event of a clinic that is poisoned before it is told of any."""
    folder = str(tmp_path_factory.mktemp("documents"))
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": folder}}
    with django_db_blocker.unblock(), settings_with(kept), receiving() as receiver:
        clinic = database.open_own_clinic()
        try:
            with time_machine.travel(TODAY, tick=False):
                place = Place(clinic, AT)
                place.fill()
                poison.poison(clinic)
            with entering(clinic):
                tell_everything(receiver.url)
            yield receiver.heard
        finally:
            database.drop_own_clinic(clinic)


def tell_everything(url: str) -> None:
    told = {"name": breaking(80, 1), "url": url, "kinds": [kind.name for kind in event_kinds]}
    endpoint = endpoints.add(**told, by=acting(Role.OWNER), at=NOW)  # type: ignore[arg-type]
    for other in Endpoint.objects.exclude(pk=endpoint.pk).filter(is_enabled=True):
        endpoints.stop(endpoint=other, by=acting(Role.OWNER), at=NOW)
    endpoints.test(endpoint=endpoint, by=acting(Role.OWNER), at=NOW)
    replaying.replay_since(endpoint=endpoint, since=AT - timedelta(days=20), by=acting(Role.OWNER), at=NOW)
    while sending.deliver_batch(at=NOW):
        pass


def test_what_is_told_is_kinds_moments_and_ids(heard):
    faults = {fault for each in heard for fault in faults_of(each.body)}

    assert faults == set()
    assert len({json.loads(each.body)["type"] for each in heard}) > 12


def test_no_header_of_it_holds_a_word(heard):
    sent = [value for each in heard for value in (each.path, *each.headers, *each.headers.values())]

    assert all(HEADER.fullmatch(value) for value in sent)
    assert not any(MARK in value for value in sent)


@given(st.dictionaries(st.text(), st.text()), st.sampled_from(ALL))
def test_whatever_an_event_held_its_message_would_be_one_piece_of_json(ids, words):
    event = DomainEvent(kind="patient.registered", at=AT, ids={**ids, "patient": words})

    body = signing.body_of(event)

    assert json.loads(body) == {"type": event.kind, "timestamp": "2026-11-02T09:30:00Z", "data": event.ids}
    assert re.fullmatch(rb"[\x20-\x7e]+", body)


class TestPlantedFaults:
    def test_an_event_with_words_among_its_ids(self, in_alder):
        event = publish(kind="patient.registered", ids={"patient": breaking(None, 1)}, at=AT)

        assert faults_of(signing.body_of(event)) != []

    def test_a_message_that_says_more(self, in_alder):
        event = publish(kind="patient.registered", ids={"patient": "0190b3a2-0000-7000-8000-000000000001"}, at=AT)
        told = json.loads(signing.body_of(event))

        assert faults_of(json.dumps(told, separators=(",", ":")).encode()) == []
        assert faults_of(json.dumps({**told, "name": MARK}, separators=(",", ":")).encode()) == ["says name"]

    def test_a_message_put_together_from_text(self, in_alder):
        body = f'{{"type":"patient.registered","data":{{"patient":"{breaking(None, 1)}"}},"timestamp":""}}'

        assert faults_of(body.encode()) == ["is no JSON"]
