"""An operator enters a clinic with a ticket that is good once, there, and for a minute."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState, OperatorEntry
from clinics.operators.models import Visit
from clinics.operators.refusals import (
    ClinicNotOpen,
    NotATicketNumber,
    ReasonTooShort,
    UnreasonableVisit,
    VisitsForbidden,
)
from clinics.staff.models import User
from tests.factories import operators

pytestmark = pytest.mark.django_db
REFUSED = "This way in is worth nothing here"


def events(name: str, *, about: object = None) -> list[tuple[str, str, str]]:
    """Kind of actor, reason and kind of subject of these events, where we are."""
    found = AuditEvent.objects.filter(event=name).order_by("at", "pk")
    if about is not None:
        found = found.filter(subject_id=str(about))
    return list(found.values_list("actor_kind", "reason_code", "subject_type"))


def test_an_operator_comes_in_with_a_reason_and_the_platform_and_the_clinic_know_it(alder):
    client = operators.visiting(alder, ticket_number="SUP-4711", minutes=30)

    page = client.get("/")

    assert page.status_code == 200
    assert "Ann Lee visits as an operator" in page.content.decode()
    with entering(alder):
        visit = Visit.objects.get()
        assert visit.until - visit.began_at == timedelta(minutes=30)
        assert (visit.reason, visit.ticket_number) == (operators.REASON, "SUP-4711")
        assert events("operator_visit.asked") == [("operator", "", "operators.visit")]
        assert events("operator_visit.began") == [("operator", "", "operators.visit")]
    with entering_platform():
        entry = OperatorEntry.objects.get(schema_name=alder.schema_name)
        assert (entry.pk, entry.clinic_name, entry.minutes) == (visit.pk, alder.name, 30)
        assert events("operator_visit.asked", about=visit.pk) == [("operator", "", "clinics.operatorentry")]


def test_the_owner_and_the_privacy_officer_are_told_at_once_and_not_why(alder):
    operators.visiting(alder)

    with entering(alder):
        told = OutgoingMail.objects.filter(purpose="operators.visit_began")
        assert [mail.to for mail in told] == ["owner@example.com"]
        assert "Ann Lee" in told[0].text
        assert "/settings/operators/" in told[0].text
        assert operators.REASON not in told[0].text


def test_no_person_is_made_in_the_clinic(alder):
    with entering(alder):
        before = set(User.objects.values_list("pk", flat=True))

    operators.visiting(alder)

    with entering(alder):
        assert set(User.objects.values_list("pk", flat=True)) == before


def test_a_ticket_is_good_once(alder):
    operators.allow(alder)
    ticket = operators.ask(alder).ticket

    first, second = (operators.show(operators.browser(alder), ticket) for _turn in range(2))

    assert first.status_code == 302
    assert second.status_code == 403
    assert REFUSED in second.content.decode()
    with entering(alder):
        assert events("operator_visit.refused") == [("operator", "visit-ticket-refused", "operators.visit")]


@pytest.mark.parametrize(("seconds", "status"), [(59, 302), (60, 403)])
def test_a_ticket_is_good_for_a_minute(alder, seconds, status):
    operators.allow(alder)
    asked_at = operators.now()
    ticket = operators.ask(alder, at=asked_at).ticket

    with time_machine.travel(asked_at + timedelta(seconds=seconds), tick=False):
        answer = operators.show(operators.browser(alder), ticket)

    assert answer.status_code == status


def test_a_ticket_of_one_clinic_is_worth_nothing_at_another(alder, birch):
    operators.allow(alder)
    operators.allow(birch)
    ticket = operators.ask(alder).ticket

    there, here = (operators.show(operators.browser(clinic), ticket) for clinic in (birch, alder))

    assert there.status_code == 403
    assert here.status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "\x00"])
def test_an_invented_ticket_is_refused_and_nothing_is_written(alder, forged):
    operators.allow(alder)

    answer = operators.show(operators.browser(alder), forged)

    assert answer.status_code == 403
    with entering(alder):
        assert events("operator_visit.refused") == []
        assert not Visit.objects.exists()


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://localhost.evil.example"])
def test_a_page_elsewhere_puts_nobody_into_a_visit(alder, origin):
    operators.allow(alder)
    ticket = operators.ask(alder).ticket

    assert operators.show(operators.browser(alder), ticket, origin=origin).status_code == 403
    assert operators.show(operators.browser(alder), ticket).status_code == 302


def test_only_a_hash_of_the_ticket_is_kept(alder):
    operators.allow(alder)

    ticket = operators.ask(alder).ticket

    with entering(alder):
        kept = Visit.objects.values_list("ticket_hash", flat=True).get()
    assert ticket not in kept
    assert len(kept) == 64


def test_a_clinic_that_said_nothing_lets_nobody_in_and_both_sides_know_of_the_attempt(alder):
    with pytest.raises(VisitsForbidden):
        operators.ask(alder)

    with entering(alder):
        assert events("operator_visit.refused") == [("operator", "visits-forbidden", "")]
        assert not Visit.objects.exists()
    with entering_platform():
        assert events("operator_visit.refused", about=alder.pk) == [("operator", "visits-forbidden", "clinics.clinic")]
        assert not OperatorEntry.objects.filter(schema_name=alder.schema_name).exists()


def test_a_ticket_is_worth_nothing_once_the_clinic_forbids_it(alder):
    operators.allow(alder)
    ticket = operators.ask(alder).ticket
    operators.allow(alder, allowed=False)

    answer = operators.show(operators.browser(alder), ticket)

    assert answer.status_code == 403
    with entering(alder):
        assert Visit.objects.get().began_at is None


@pytest.mark.parametrize("state", [ClinicState.SUSPENDED, ClinicState.CLOSED, ClinicState.ONBOARDING])
def test_a_clinic_that_is_not_open_is_not_entered(alder, state):
    closed = Clinic(pk=alder.pk, schema_name=alder.schema_name, state=state)
    operators.allow(alder)

    with pytest.raises(ClinicNotOpen):
        operators.ask(closed)


@pytest.mark.parametrize(
    "reason", ["", "   ", "support", "a a a a a a a a a a a", "looking around", "........ ......... ......"]
)
def test_a_reason_is_real_text(alder, reason):
    operators.allow(alder)

    with pytest.raises(ReasonTooShort):
        operators.ask(alder, reason=reason)


@pytest.mark.parametrize("minutes", [0, -15, 14, 61, 600])
def test_a_visit_has_one_of_three_lengths(alder, minutes):
    operators.allow(alder)

    with pytest.raises(UnreasonableVisit):
        operators.ask(alder, minutes=minutes)


@pytest.mark.parametrize("number", ["a b", "4711;", "x" * 41, "<b>"])
def test_a_ticket_number_is_no_sentence(alder, number):
    operators.allow(alder)

    with pytest.raises(NotATicketNumber):
        operators.ask(alder, ticket_number=number)
