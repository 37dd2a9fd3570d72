"""While an operator visits: marked in all they do, out at once when it ends, whoever ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.operators.models import How, Visit
from clinics.staff.models import User
from clinics.staff.permissions import GRANTS, VISITOR, Permission, Role
from config.middleware import visit as middleware
from tests.factories import operators
from tests.factories.staff import person

pytestmark = pytest.mark.django_db
DETAILS = {"address": "9 New Street", "phone": "", "language": "en", "time_zone": "America/New_York"}
POLICY, CAME = "changed how people sign in", "entered the clinic as an operator"
CHANGED = "changed where the clinic is reached, its language, clock or week"
OUT = "/accounts/login/?next="


def is_out(client: Client) -> bool:
    return client.get("/settings/").headers.get("Location", "").startswith(OUT)


def the_visit(clinic: Clinic) -> Visit:
    with entering(clinic):
        return Visit.objects.newest()[0]


def test_what_a_visitor_does_is_marked_with_the_visit_and_read_as_a_sentence(visit, alder):
    visitor = operators.visiting(alder)

    assert visitor.post("/settings/clinic/", DETAILS).status_code == 302

    with entering(alder):
        event = AuditEvent.objects.get(event="clinic.described")
    assert (event.actor_kind, event.actor_id, event.actor_roles) == ("operator", str(the_visit(alder).pk), ["visitor"])
    page = visit(alder, Role.OWNER).get("/settings/audit/").content.decode()
    assert f"Operator Ann Lee, visiting ({operators.REASON})" in page
    assert "Visiting operator" in page


def test_the_trail_is_asked_for_what_operators_did_and_for_one_visit(visit, alder):
    operators.visiting(alder).post("/settings/clinic/", DETAILS)
    owner = visit(alder, Role.OWNER)

    by_operators = owner.get("/settings/audit/?who=operators").content.decode()
    by_visit = owner.get(f"/settings/audit/?who={the_visit(alder).pk}").content.decode()

    policy, came, details = (f"{words}</a>" for words in (POLICY, CAME, CHANGED))
    assert (policy in by_operators, came in by_operators, details in by_operators) == (False, True, True)
    assert (policy in by_visit, came in by_visit, details in by_visit) == (False, False, True)


def test_the_clinic_sees_who_came_why_and_what_they_did(visit, alder):
    operators.visiting(alder, ticket_number="SUP-4711").post("/settings/clinic/", DETAILS)

    page = visit(alder, Role.AUDITOR).get("/settings/operators/").content.decode()

    for words in ("Ann Lee", operators.REASON, "SUP-4711", "Here now", "1 act in the trail"):
        assert words in page, words


def test_every_page_of_a_visit_says_so_and_no_other_page(visit, alder):
    visitor = operators.visiting(alder)

    for address in ("/", "/settings/", "/settings/staff/", "/settings/locations/"):
        page = visitor.get(address).content.decode()
        assert "Ann Lee visits as an operator" in page, address
        assert operators.REASON in page, address
    assert "visits as an operator" not in visit(alder, Role.OWNER).get("/settings/").content.decode()


def test_a_visitor_has_no_account_of_the_clinic(alder):
    visitor = operators.visiting(alder)

    for address in (
        "/settings/account/",
        "/accounts/login/",
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/admin/",
    ):
        assert visitor.get(address).status_code == 403, address
    assert visitor.get("/api/v1/patients/").status_code == 403
    assert "Sign out" not in visitor.get("/").content.decode()


def test_a_session_of_before_is_not_kept_and_who_signs_in_is_no_visitor(visit, alder):
    operators.allow(alder)
    client = visit(alder, Role.OWNER)

    operators.show(client, operators.ask(alder).ticket)

    assert client.get("/settings/account/").status_code == 403
    with entering(alder):
        client.force_login(person(Role.CLINICIAN))
    assert "visits as an operator" not in client.get("/settings/account/").content.decode()


def test_the_operator_ends_it(alder):
    visitor = operators.visiting(alder)

    answer = visitor.post("/operators/visit/end/")

    assert answer.headers["Location"] == "/accounts/login/"
    assert is_out(visitor)
    assert the_visit(alder).ended_how == How.OPERATOR


def test_an_administrator_ends_it_and_the_next_request_is_out(visit, alder):
    visitor = operators.visiting(alder)
    assert not is_out(visitor)

    answer = visit(alder, Role.ADMINISTRATOR).post(f"/settings/operators/{the_visit(alder).pk}/ending/")

    assert answer.headers["Location"] == "/settings/operators/"
    assert is_out(visitor)
    ended = the_visit(alder)
    assert (ended.ended_how, ended.ended_by_name) == (How.CLINIC, "Adam Admin")


def test_forbidding_visits_ends_those_that_go_on_and_takes_back_what_was_asked_for(alder):
    visitor = operators.visiting(alder)
    waiting = operators.ask(alder).ticket

    operators.allow(alder, allowed=False)

    assert is_out(visitor)
    operators.allow(alder)
    assert operators.show(operators.browser(alder), waiting).status_code == 403
    with entering(alder):
        assert set(Visit.objects.values_list("ended_how", flat=True)) == {How.POLICY}


def test_a_disabled_operator_is_out_and_stays_out(alder):
    visitor = operators.visiting(alder)
    with entering_platform():
        User.objects.filter(email="ann.lee@platform.example").update(is_active=False)

    assert is_out(visitor)
    assert the_visit(alder).ended_how == How.PLATFORM
    with entering_platform():
        User.objects.filter(email="ann.lee@platform.example").update(is_active=True)
    assert is_out(visitor)


def test_an_operator_who_was_signed_out_everywhere_is_out(alder):
    visitor = operators.visiting(alder)

    with entering_platform():
        User.objects.filter(email="ann.lee@platform.example").update(session_epoch=7)

    assert is_out(visitor)


def test_a_clinic_that_was_closed_meanwhile_has_no_visitor_when_it_opens_again(alder):
    visitor = operators.visiting(alder)

    with entering_platform():
        Clinic.objects.filter(pk=alder.pk).update(state_changed_at=operators.now())

    assert is_out(visitor)


@pytest.mark.parametrize(("minutes", "out"), [(14.9, False), (15, True)])
def test_a_visit_ends_at_its_time_however_busy_it_is(alder, minutes, out):
    began = operators.now()
    with time_machine.travel(began, tick=False) as clock:
        visitor = operators.visiting(alder)
        for minute in range(1, 14):
            clock.move_to(began + timedelta(minutes=minute))
            assert not is_out(visitor)
        clock.move_to(began + timedelta(minutes=minutes))

        assert is_out(visitor) is out


def test_a_visitor_opens_no_dangerous_act_however_fresh_they_are(alder):
    visitor = operators.visiting(alder)

    for address in ("/settings/sign-in/", "/settings/audit/watch/", "/settings/webhooks/new/"):
        assert visitor.get(address).status_code == 403, address


def test_a_visitor_may_what_support_needs_and_holds_nothing_of_a_patient():
    closed = ("patient", "chart", "note", "document", "glass", "care_team", "appointment", "billing", "invoice")
    closed += (
        "payment",
        "write_off",
        "fees",
        "audit",
        "api_clients",
        "staff.manage",
        "sign_in",
        "access",
        "own_account",
    )
    assert [each for each in GRANTS[VISITOR] if each.startswith(closed)] == []
    assert Permission.CLINIC_CONFIGURE in GRANTS[VISITOR]


def test_without_the_look_at_the_policy_and_the_end_a_visit_would_go_on(alder, monkeypatch):
    """The checks above can fail: with a middleware that asks nothing they do."""
    visitor = operators.visiting(alder)
    operators.allow(alder, allowed=False)
    monkeypatch.setattr(middleware, "_goes_on", lambda visit, request: True)

    assert not is_out(visitor)


def test_nothing_is_told_by_mail_but_that_a_visit_began(alder):
    visitor = operators.visiting(alder)
    visitor.post("/operators/visit/end/")

    with entering(alder):
        assert OutgoingMail.objects.filter(purpose__startswith="operators.").count() == 1
