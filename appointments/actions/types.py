"""What can be booked. (Actions.)"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentType, Offering, Provider
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal

CHANGEABLE = (
    "name",
    "minutes",
    "tone",
    "fee",
    "preparation",
    "needs_room",
    "equipment_kind",
    "books_online",
    "is_active",
    "order",
)
STEP = 10
ONE_NAME = "appointments_appointmenttype_name"


class TypeNameTaken(Refusal):
    code = "type_name_taken"
    sentence = _("There is an appointment type of this name already. Give another name.")


def add(
    *,
    name: str,
    minutes: int,
    by: Actor,
    at: datetime,
    offered_by: Collection[Provider] = (),
    **details: Any,
) -> AppointmentType:
    """Add what patients can come for; everybody offers it unless some are named. Raises TypeNameTaken."""
    kind = AppointmentType(name=name, minutes=minutes)
    _set(kind, details)
    try:
        with transaction.atomic():
            kind.save(force_insert=True)
            Offering.objects.bulk_create(Offering(type=kind, provider=each) for each in offered_by)
            audit.record(event="appointment_type.added", by=by, at=at, subject=kind)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    return kind


def change(
    *,
    type: AppointmentType,
    by: Actor,
    at: datetime,
    offered_by: Collection[Provider] | None = None,
    **details: Any,
) -> AppointmentType:
    """Change a type for what is booked from now on; what is booked keeps its length. Raises TypeNameTaken."""
    try:
        with transaction.atomic():
            kind = AppointmentType.objects.select_for_update(no_key=True).get(pk=type.pk)
            before = {name: getattr(kind, name) for name in CHANGEABLE}
            _set(kind, details)
            changed = [name for name in CHANGEABLE if getattr(kind, name) != before[name]]
            if offered_by is not None and _offer(kind, offered_by):
                changed.append("offered_by")
            if changed:
                kind.save()
                audit.record(event="appointment_type.changed", by=by, at=at, subject=kind, fields=changed)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    return kind


def retire(*, type: AppointmentType, by: Actor, at: datetime) -> AppointmentType:
    """Nothing new is booked for it; what is booked stays, and patients no longer see it."""
    return change(type=type, is_active=False, books_online=False, by=by, at=at)


def move(*, type: AppointmentType, up: bool, by: Actor, at: datetime) -> list[AppointmentType]:
    """Change places with the type before or after it among those in use; all are numbered anew where need be."""
    with transaction.atomic():
        rows = AppointmentType.objects.select_for_update(no_key=True)
        # Locked in one order; shown in another.
        locked = {each.pk: each for each in rows.order_by("pk")}
        in_use = [locked[pk] for pk in AppointmentType.objects.active().in_order().values_list("pk", flat=True)]
        place = next((index for index, each in enumerate(in_use) if each.pk == type.pk), None)
        other = None if place is None else place - 1 if up else place + 1
        if place is None or other is None or not 0 <= other < len(in_use):
            return in_use
        in_use[place], in_use[other] = in_use[other], in_use[place]
        for index, each in enumerate(in_use, start=1):
            if each.order != index * STEP:
                each.order = index * STEP
                each.save(update_fields=["order"])
        audit.record(event="appointment_type.changed", by=by, at=at, subject=type, fields=["order"])
    return in_use


def _set(kind: AppointmentType, details: dict[str, Any]) -> None:
    for name in CHANGEABLE:
        if name in details:
            setattr(kind, name, details[name])
    if kind.fee is not None:
        kind.fee = Decimal(kind.fee)
    kind.currency = "" if kind.fee is None else current_clinic().currency


def _offer(kind: AppointmentType, offered_by: Collection[Provider]) -> bool:
    """Make these the providers of the type; whether that changed anything."""
    known = set(Offering.objects.filter(type=kind).values_list("provider_id", flat=True))
    wanted = {each.pk for each in offered_by}
    Offering.objects.filter(type=kind).exclude(provider__in=wanted).delete()
    Offering.objects.bulk_create(Offering(type=kind, provider_id=each) for each in sorted(wanted - known))
    return known != wanted


def _refusal_of(error: IntegrityError) -> Exception:
    return TypeNameTaken(field="name") if ONE_NAME in str(error) else error
