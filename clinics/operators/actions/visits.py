"""A visit begins and ends, in the clinic. (Actions.)"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from clinics.audit import actions as audit
from clinics.events import mail
from clinics.events.live import look_again_at
from clinics.kit.actor import Actor, Origin
from clinics.kit.current import current_clinic
from clinics.operators import tickets
from clinics.operators.actors import asker, visitor
from clinics.operators.models import How, Visit
from clinics.operators.queries.told import who_is_told
from clinics.operators.refusals import Refusal, TicketRefused, VisitsForbidden
from clinics.operators.standing import stands
from clinics.staff.models import Policy

BEGAN_MAIL = "operators.visit_began"


def begin(*, ticket: str, origin: Origin, at: datetime) -> Visit:
    """Let in whoever shows this ticket, once, and tell the clinic. Raises TicketRefused, VisitsForbidden.

    The policy's row is held until the end: a visit that begins while the clinic forbids it is refused or ended.
    """
    known = Visit.objects.filter(ticket_hash=tickets.digest(ticket)).first()
    if known is None:
        raise TicketRefused
    try:
        if not stands(known, clinic=current_clinic()):
            raise TicketRefused
        with transaction.atomic():
            return _begin(known, origin, at=at)
    except Refusal as refusal:
        by = asker(known, origin)
        audit.record(event="operator_visit.refused", by=by, at=at, subject=known, reason=refusal.code)
        raise


def _begin(known: Visit, origin: Origin, *, at: datetime) -> Visit:
    policy = Policy.objects.select_for_update().filter(pk=1).first()
    visit = Visit.objects.select_for_update(no_key=True).get(pk=known.pk)
    if visit.began_at or visit.ended_at or at >= visit.enter_by:
        raise TicketRefused
    if policy is None or not policy.operator_access:
        raise VisitsForbidden
    visit.began_at, visit.until = at, at + timedelta(minutes=visit.minutes)
    visit.save(update_fields=["began_at", "until"])
    audit.record(event="operator_visit.began", by=asker(visit, origin), at=at, subject=visit)
    _tell(visit, at=at)
    return visit


def end(*, visit_id: UUID, how: How, by: Actor, at: datetime) -> Visit | None:
    """End a visit, or take back one that was only asked for; the next request of its browser is one of nobody.

    Nothing happens to one that is over. None when the clinic knows no such visit.
    """
    with transaction.atomic():
        visit = Visit.objects.select_for_update(no_key=True).filter(pk=visit_id).first()
        if visit is not None and _goes_on(visit, at=at):
            _end(visit, how, by=by, at=at)
    return visit


def end_all(*, how: How, by: Actor, at: datetime) -> int:
    """End all that go on, and take back all that were asked for; how many."""
    with transaction.atomic():
        open_ones = Visit.objects.unended().filter(asked_at__gt=at - timedelta(hours=2))
        found = [each for each in open_ones.select_for_update(no_key=True).order_by("pk") if _goes_on(each, at=at)]
        for visit in found:
            _end(visit, how, by=by, at=at)
    return len(found)


def leave(*, visit: Visit, by: Actor, at: datetime) -> Visit | None:
    """The operator goes."""
    return end(visit_id=visit.pk, how=How.OPERATOR, by=by, at=at)


def put_out(*, visit: Visit, origin: Origin, at: datetime) -> None:
    """The account at the platform is no longer what it was, or the clinic was closed meanwhile."""
    end(visit_id=visit.pk, how=How.PLATFORM, by=visitor(visit, origin), at=at)


def _goes_on(visit: Visit, *, at: datetime) -> bool:
    """Under way, or still to be entered."""
    return visit.is_under_way(at) or (visit.began_at is None and visit.ended_at is None and at < visit.enter_by)


def _end(visit: Visit, how: How, *, by: Actor, at: datetime) -> None:
    visit.ended_at, visit.ended_how, visit.ended_by_id, visit.ended_by_name = at, how, by.id, by.name
    visit.save(update_fields=["ended_at", "ended_how", "ended_by_id", "ended_by_name"])
    audit.record(event="operator_visit.ended", by=by, at=at, subject=visit, reason=how)
    look_again_at(visit.pk)


def _tell(visit: Visit, *, at: datetime) -> None:
    """The mail names who came and until when. The reason stands on the page: it may say more than mail should."""
    page = reverse("operators:visits")
    for person in who_is_told():
        mail.write(
            template="operators/mail/visit_began",
            purpose=BEGAN_MAIL,
            to=person.email,
            language=person.language,
            context={
                "who": visit.operator_name,
                "until": visit.until,
                "ticket_number": visit.ticket_number,
                "link": f"{current_clinic().base_url}{page}",
            },
            at=at,
        )
