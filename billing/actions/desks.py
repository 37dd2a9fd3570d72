"""Opening desks, counting and closing them. A desk's row is locked by whoever takes money there or closes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from billing.actions.fees import NotPayable
from billing.actions.ledger import day_of
from billing.models import CashUp, CashUpLine, Desk, DeskOpening
from billing.money import is_exact
from billing.queries.desks import Expected, expected, has_uncounted, running_openings
from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal


class NameTaken(Refusal):
    code = "desk_name_taken"
    sentence = _("Another desk has this name. Choose another one.")


class BelowZero(Refusal):
    code = "amount_below_zero"
    sentence = _("Enter zero or more.")
    status = 422


class OpenAlready(Refusal):
    code = "desk_open_already"
    sentence = _("This desk is open already.")


class NotCounted(Refusal):
    code = "desk_not_counted"
    sentence = _("Money at this desk is not counted yet. Close it first.")


class NotInUse(Refusal):
    code = "desk_not_in_use"
    sentence = _("This desk was taken out of use. Choose another one.")


class NotOpen(Refusal):
    code = "desk_not_open"
    sentence = _("This desk is not open. Say first how much lies in the drawer.")


class ClosedMeanwhile(Refusal):
    code = "desk_closed_meanwhile"
    sentence = _("Somebody closed this desk meanwhile. Their count stands among its cash-ups.")


class ReasonNeeded(Refusal):
    code = "difference_without_reason"
    sentence = _("What was counted differs from what should be there. Count once more, or say why.")
    status = 422


def add(*, name: str, by: Actor, at: datetime) -> Desk:
    """Raises NameTaken."""
    try:
        with transaction.atomic():
            desk = Desk.objects.create(name=name)
            audit.record(event="desk.added", by=by, at=at, subject=desk)
    except IntegrityError as error:
        raise NameTaken(field="name") from error
    return desk


def change(*, desk: Desk, name: str, is_active: bool, by: Actor, at: datetime) -> Desk:
    """Rename it, or take it out of use. Raises NameTaken, NotCounted."""
    try:
        with transaction.atomic():
            desk = Desk.objects.locked().get(pk=desk.pk)
            if not is_active and (running_openings([desk]).exists() or has_uncounted(desk)):
                raise NotCounted(field="is_active")
            desk.name, desk.is_active = name, is_active
            desk.save(update_fields=["name", "is_active"])
            audit.record(event="desk.changed", by=by, at=at, subject=desk, fields=["name", "is_active"])
    except IntegrityError as error:
        raise NameTaken(field="name") from error
    return desk


def open_desk(*, desk: Desk, float_amount: Decimal, by: Actor, at: datetime) -> DeskOpening:
    """Begin a period with this much in the drawer. Raises NotInUse, OpenAlready, BelowZero, NotPayable."""
    _must_be_countable(float_amount, field="float_amount")
    with transaction.atomic():
        desk = _in_use(desk)
        if running_openings([desk]).exists():
            raise OpenAlready
        opening = DeskOpening.objects.create(
            desk=desk,
            period=desk.period,
            currency=current_clinic().currency,
            float_amount=float_amount,
            opened_at=at,
            opened_by_id=by.id,
            opened_by_name=by.name,
        )
        audit.record(event="desk.opened", by=by, at=at, subject=opening)
    return opening


def close(
    *, opening: DeskOpening, counted: Mapping[str, Decimal], reason: str, key: UUID, by: Actor, at: datetime
) -> CashUp:
    """Count and close a desk; what comes later is in its next cash-up. The same `key` is the same cash-up.

    Of two who close at once one does, and the other is told. Raises ClosedMeanwhile, ReasonNeeded, BelowZero,
    NotPayable.
    """
    for method, amount in counted.items():
        _must_be_countable(amount, field=method)
    with transaction.atomic():
        desk = Desk.objects.locked().get(pk=opening.desk_id)
        if known := CashUp.objects.filter(key=key).first():
            return known
        if desk.period != opening.period:
            raise ClosedMeanwhile
        wanted = expected(opening)
        if not reason and any(counted[each.method] != each.amount for each in wanted):
            raise ReasonNeeded(field="reason")
        cash_up = CashUp.objects.create(
            opening=opening,
            key=key,
            currency=opening.currency,
            reason=reason,
            closed_on=day_of(at),
            closed_at=at,
            closed_by_id=by.id,
            closed_by_name=by.name,
        )
        CashUpLine.objects.bulk_create(_line(cash_up, each, counted[each.method]) for each in wanted)
        desk.period += 1
        desk.save(update_fields=["period"])
        audit.record(event="desk.closed", by=by, at=at, subject=cash_up)
        publish(kind="desk.closed", ids={"desk": desk.pk, "cash_up": cash_up.pk}, at=at)
    return cash_up


def in_period_of(desk: Desk | None) -> dict[str, Any]:
    """Where a payment or refund belongs, the desk locked until the transaction ends. For other actions.

    Raises NotInUse: money at a desk that nobody sees would be in no cash-up.
    """
    if desk is None:
        return {}
    locked = _in_use(desk)
    return {"desk": locked, "desk_period": locked.period}


def _in_use(desk: Desk) -> Desk:
    """The desk, locked. Raises NotInUse."""
    locked = Desk.objects.locked().get(pk=desk.pk)
    if not locked.is_active:
        raise NotInUse(field="desk")
    return locked


def _line(cash_up: CashUp, wanted: Expected, counted: Decimal) -> CashUpLine:
    return CashUpLine(
        cash_up=cash_up,
        method=wanted.method,
        float_amount=wanted.float_amount,
        received=wanted.received,
        refunded=wanted.refunded,
        expected=wanted.amount,
        counted=counted,
        difference=counted - wanted.amount,
    )


def _must_be_countable(amount: Decimal, *, field: str) -> None:
    if amount < 0:
        raise BelowZero(field=field)
    if not is_exact(amount, current_clinic().currency):
        raise NotPayable(field=field)
