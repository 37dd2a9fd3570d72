"""The browser says which requests nobody asked for."""

import pytest

from clinics.kit.current import entering
from tests.factories import notes, patients
from tests.factories.staff import Role, acting

pytestmark = pytest.mark.browser


def test_polling_is_marked_and_typing_is_not(clinic, signed_in):
    with entering(clinic):
        note = notes.start(patients.register(), by=acting(Role.CLINICIAN))
    page = signed_in(Role.CLINICIAN, f"/patients/{note.patient_id}/")
    page.clock.install()
    page.goto(page.url + f"notes/{note.pk}/")

    with page.expect_request("**/presence/") as asked:
        page.clock.fast_forward(21_000)
    with page.expect_request("**/search/**") as searched:
        page.get_by_role("combobox", name="Search").press_sequentially("rui")
        page.clock.fast_forward(500)

    assert asked.value.headers["x-unattended"] == "1"
    assert "x-unattended" not in searched.value.headers
