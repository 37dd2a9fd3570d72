"""Calls are counted by clinic and day, without a statement for each."""

import pytest

from clinics.api.actions import calls
from clinics.api.models import CallCount
from clinics.kit.current import entering
from tests.factories.tokens import bearer
from tests.processes import serving


@pytest.fixture
def nothing_counted_before():
    calls._counted.clear()


def counts(clinic) -> list[int]:
    with entering(clinic):
        return list(CallCount.objects.values_list("calls", flat=True))


def test_calls_with_a_token_are_counted_in_their_clinic(nothing_counted_before, program, alder):
    before = sum(counts(alder))
    for _number in range(3):
        program.get("patients/", q="Ana")
    program.get("patients/", nonsense="1")
    program.web.get("/api/v1/patients/")

    assert calls.keep() == 4
    assert sum(counts(alder)) - before == 4
    assert calls.keep() == 0
    program.get("patients/", q="Ana")
    calls.keep()

    assert sum(counts(alder)) - before == 5


def test_a_process_writes_its_calls_down_by_itself(own_clinic, at):
    token = bearer(own_clinic, at=at)
    with serving("--worker-class", "gthread", TEST_CALLS_KEPT_EVERY="1") as server:
        with server.client(own_clinic) as web:
            for _number in range(4):
                web.get("/api/v1/patients/?q=Ana", headers={"Authorization": f"Bearer {token}"})
        server.kill(15)

    assert sum(counts(own_clinic)) == 4
