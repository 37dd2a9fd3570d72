"""A visit of an operator two days ago, so that the page of such visits has something to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor, Origin
from clinics.kit.current import entering_platform
from clinics.kit.ids import new_id
from clinics.operators import tickets
from clinics.operators.actors import asker, visitor
from clinics.operators.models import How, Visit
from clinics.staff.actions import policies
from clinics.staff.models import User
from config.demo import people

AGO, LASTED = timedelta(days=2), timedelta(minutes=9)
ORIGIN = Origin(channel="page")


def add_past_visit(*, by: Actor, at: datetime) -> Visit:
    """In the current clinic, which goes on letting operators in."""
    with entering_platform():
        operator = User.objects.get(email=people.OPERATOR)
    began = at - AGO
    policies.change(operator_access=True, by=by, at=began)
    visit = Visit(
        id=new_id(),
        operator_id=operator.pk,
        operator_name=operator.name,
        reason=_("Dana Whitfield asked why the clock in reminders was an hour off."),
        ticket_number="SUP-4711",
        minutes=30,
        ticket_hash=tickets.digest(tickets.new()),
        asked_at=began,
        enter_by=began + tickets.GOOD_FOR,
        began_at=began,
        until=began + timedelta(minutes=30),
        ended_at=began + LASTED,
        ended_how=How.OPERATOR,
        ended_by_name=operator.name,
    )
    who = visitor(visit, ORIGIN)
    visit.ended_by_id = who.id
    with transaction.atomic():
        visit.save(force_insert=True)
        for event in ("operator_visit.asked", "operator_visit.began"):
            audit.record(event=event, by=asker(visit, ORIGIN), at=began, subject=visit)
        audit.record(event="clinic.described", by=who, at=began + LASTED / 2, fields=["time_zone"])
        audit.record(event="operator_visit.ended", by=who, at=began + LASTED, subject=visit, reason=How.OPERATOR)
    return visit
