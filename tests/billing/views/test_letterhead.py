"""`/settings/letterhead/`: what stands on invoices from the next one on."""

import pytest

from billing.models import Letterhead
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories.staff import Role

SENT = {
    "name": "Alder Dental LLC",
    "address": "1 Elm Street\r\nBoston",
    "tax_numbers": "EIN 12",
    "payment": "",
    "footer": "",
}


def test_what_is_saved_stands_in_the_form_again_and_is_recorded(visit, alder, birch):
    owner = visit(alder, Role.OWNER)
    assert 'value="Alder' in owner.get("/settings/letterhead/").content.decode()

    assert owner.post("/settings/letterhead/", SENT).status_code == 302

    assert "EIN 12" in owner.get("/settings/letterhead/").content.decode()
    with entering(alder):
        assert Letterhead.objects.get().address == "1 Elm Street\nBoston"
        changed = AuditEvent.objects.get(event="letterhead.changed").fields
        assert set(changed) == {"name", "address", "tax_numbers"}
    with entering(birch):
        assert not Letterhead.objects.exists()


def test_without_a_name_it_is_not_saved(visit, alder):
    page = visit(alder, Role.OWNER).post("/settings/letterhead/", {**SENT, "name": ""})

    assert page.status_code == 422
    assert "name" in page.context["form"].errors


@pytest.mark.parametrize("role", [Role.BILLER, Role.FRONT_DESK])
def test_those_who_do_not_configure_do_not_reach_it(visit, alder, role):
    assert visit(alder, role).get("/settings/letterhead/").status_code == 403
