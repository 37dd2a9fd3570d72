"""What a browser is told to forget, and when."""

import pytest

from clinics.kit.current import entering
from clinics.staff.models import User
from config.middleware.farewell import FarewellMiddleware
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
CLEAR = "Clear-Site-Data"


def told(answer) -> str:
    return answer.headers.get(CLEAR, "")


def test_who_signs_out_leaves_neither_pages_nor_drafts(alder, visit):
    assert told(visit(alder, Role.BILLER).post("/accounts/logout/")) == '"cache", "storage"'


def test_who_signs_out_everywhere_neither(alder, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)

    assert told(here.post("/settings/account/sign-out-everywhere/")) == '"cache", "storage"'
    assert told(there.get("/")) == '"cache"'


def test_a_session_that_was_ended_elsewhere_leaves_no_pages_and_keeps_what_was_typed(alder, visit):
    client = visit(alder, Role.BILLER)
    with entering(alder):
        User.objects.filter(email="biller@example.com").update(is_active=False)

    assert told(client.get("/")) == '"cache"'


def test_nobody_else_is_told_to_forget(alder, visit):
    client = visit(alder, Role.BILLER)

    assert [told(client.get(each)) for each in ("/", "/nowhere/", "/api/schema/", "/api/v1/patients/")] == [""] * 4
    assert told(visit(alder).get("/accounts/login/")) == ""


def test_without_the_middleware_nothing_is_forgotten(alder, visit, monkeypatch):
    monkeypatch.setattr(FarewellMiddleware, "__call__", lambda self, request: self.get_response(request))

    assert told(visit(alder, Role.BILLER).post("/accounts/logout/")) == ""
