"""The things that appointments need. (Actions.)"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments.models import Equipment
from appointments.queries import needed
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.addresses import address_of
from clinics.kit.refusal import Refusal
from clinics.places.actions.closing import ClosedBefore, StillUsed, beginning, today_in
from clinics.places.models import Location

CHANGEABLE = ("name", "kind", "location")


class PlaceIsClosed(Refusal):
    code = "place_closed"
    sentence = _("The place it stands in is closed. Choose another place for it first.")


def add(*, name: str, kind: str, location: Location, by: Actor, at: datetime) -> Equipment:
    """Add a thing that appointments can need."""
    with transaction.atomic():
        added = Equipment.objects.create(name=name, kind=kind, location=location)
        audit.record(event="equipment.added", by=by, at=at, subject=added)
    return added


def change(*, equipment: Equipment, by: Actor, at: datetime, **details: Any) -> Equipment:
    """Change name, kind or place; only what differs is written and named."""
    with transaction.atomic():
        found = _locked(equipment)
        changed = [name for name in CHANGEABLE if name in details and getattr(found, name) != details[name]]
        for name in changed:
            setattr(found, name, details[name])
        if changed:
            found.save(update_fields=changed)
            audit.record(event="equipment.changed", by=by, at=at, subject=found, fields=changed)
    return found


def close(*, equipment: Equipment, closed_from: date, by: Actor, at: datetime) -> Equipment:
    """From this day on nothing is booked with it. Raises ClosedBefore, StillUsed."""
    with transaction.atomic():
        found = _locked(equipment)
        zone = found.location.zone
        if closed_from < today_in(zone, at):
            raise ClosedBefore(field="closed_from")
        if count := needed.using_equipment(found, since=beginning(closed_from, zone)).count():
            url = address_of("settings:equipment_appointments", found.pk)
            raise StillUsed(needed.sentence(count), count=count, url=url)
        found.closed_from = closed_from
        found.save(update_fields=["closed_from"])
        audit.record(event="equipment.closed", by=by, at=at, subject=found, fields=["closed_from"])
    return found


def reopen(*, equipment: Equipment, by: Actor, at: datetime) -> Equipment:
    """Use it again. Raises PlaceIsClosed."""
    with transaction.atomic():
        found = _locked(equipment)
        if found.location.is_closed_on(today_in(found.location.zone, at)):
            raise PlaceIsClosed
        if found.closed_from is not None:
            found.closed_from = None
            found.save(update_fields=["closed_from"])
            audit.record(event="equipment.reopened", by=by, at=at, subject=found, fields=["closed_from"])
    return found


def _locked(equipment: Equipment) -> Equipment:
    return (
        Equipment.objects.select_related("location").select_for_update(no_key=True, of=("self",)).get(pk=equipment.pk)
    )
