"""An operator asks, at the platform, to enter a clinic. (Actions; see config/decisions/0036.)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.kit.ids import new_id
from clinics.models import Clinic, OperatorEntry
from clinics.operators import tickets
from clinics.operators.models import Visit
from clinics.operators.models.visit import LENGTHS
from clinics.operators.refusals import (
    ClinicNotOpen,
    NotATicketNumber,
    ReasonTooShort,
    UnreasonableVisit,
    VisitsForbidden,
)
from clinics.staff.models import Policy, User

SHORTEST_REASON, SHORTEST_WORDS = 15, 3
WORD = re.compile(r"[^\W\d_]{2,}")
TICKET_NUMBER = re.compile(r"[\w.#/-]{0,40}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What the browser carries to the clinic. The ticket is known only now: a hash of it is kept there."""

    visit_id: UUID
    ticket: str


def ask(
    *, clinic: Clinic, operator: User, reason: str, minutes: int, by: Actor, at: datetime, ticket_number: str = ""
) -> Asked:
    """Write the visit into the clinic, then into the platform's own books; without both there is no ticket.

    Raises ReasonTooShort, UnreasonableVisit, NotATicketNumber, ClinicNotOpen, VisitsForbidden.
    """
    reason = " ".join(reason.split())
    _check(reason, minutes, ticket_number)
    if not clinic.is_active:
        raise ClinicNotOpen
    visit = Visit(
        id=new_id(),
        operator_id=operator.pk,
        operator_name=operator.name,
        operator_epoch=operator.session_epoch,
        ticket_number=ticket_number,
        minutes=minutes,
        asked_at=at,
        enter_by=at + tickets.GOOD_FOR,
    )
    ticket = tickets.new()
    visit.ticket_hash = tickets.digest(ticket)
    try:
        with entering(clinic), transaction.atomic():
            _ask_there(visit, reason, by=by, at=at)
    except VisitsForbidden:
        _note_refusal(clinic, by=by, at=at)
        raise
    with entering_platform(), transaction.atomic():
        entry = OperatorEntry.objects.create(
            id=visit.pk,
            schema_name=clinic.schema_name,
            clinic_name=clinic.name,
            operator_id=operator.pk,
            operator_name=operator.name,
            minutes=minutes,
            ticket_number=ticket_number,
            at=at,
        )
        audit.record(event="operator_visit.asked", by=by, at=at, subject=entry)
    return Asked(visit.pk, ticket)


def _check(reason: str, minutes: int, ticket_number: str) -> None:
    if len(reason) < SHORTEST_REASON or len(set(WORD.findall(reason.lower()))) < SHORTEST_WORDS:
        raise ReasonTooShort(field="reason")
    if minutes not in LENGTHS:
        raise UnreasonableVisit(field="minutes")
    if not TICKET_NUMBER.fullmatch(ticket_number):
        raise NotATicketNumber(field="ticket_number")


def _ask_there(visit: Visit, reason: str, *, by: Actor, at: datetime) -> None:
    if not Policy.objects.current().operator_access:
        raise VisitsForbidden
    visit.reason = reason  # sealed with the keys of the clinic, where alone it can be read
    visit.save(force_insert=True)
    audit.record(event="operator_visit.asked", by=by, at=at, subject=visit)


def _note_refusal(clinic: Clinic, *, by: Actor, at: datetime) -> None:
    """That somebody wanted to come in is known on both sides."""
    with entering(clinic), transaction.atomic():
        audit.record(event="operator_visit.refused", by=by, at=at, reason=VisitsForbidden.code)
    with entering_platform(), transaction.atomic():
        audit.record(event="operator_visit.refused", by=by, at=at, subject=clinic, reason=VisitsForbidden.code)
