"""Adding places and changing what is known of them. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit import zones
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from clinics.places.models import Location, LocationKind

CHANGEABLE = ("name", "address", "time_zone", "order")
ABOVE = {
    LocationKind.SITE: (None,),
    LocationKind.DEPARTMENT: (LocationKind.SITE,),
    LocationKind.ROOM: (LocationKind.SITE, LocationKind.DEPARTMENT),
}


class NameTaken(Refusal):
    code = "place_name_taken"
    sentence = _("There is a place of this name already. Give another name.")


class WrongPlace(Refusal):
    code = "place_in_wrong_place"
    sentence = _("A department stands in a site, a room in a site or a department, and a site by itself.")
    status = 422


class UnknownZone(Refusal):
    code = "time_zone_unknown"
    sentence = _("This is not a time zone. Give its IANA name, such as Europe/Madrid.")
    status = 422


def add(
    *,
    kind: str,
    name: str,
    by: Actor,
    at: datetime,
    parent: Location | None = None,
    address: str = "",
    time_zone: str = "",
    order: int = 100,
) -> Location:
    """Add a place. Below a site it has the site's time zone, whatever is given.

    Raises WrongPlace, UnknownZone, NameTaken.
    """
    if (parent.kind if parent else None) not in ABOVE[LocationKind(kind)]:
        raise WrongPlace(field="parent")
    zone = parent.time_zone if parent else time_zone or current_clinic().time_zone
    _refuse_unknown(zone)
    place = Location(kind=kind, name=name, parent=parent, address=address, time_zone=zone, order=order)
    with _naming(), transaction.atomic():
        place.save(force_insert=True)
        audit.record(event="place.added", by=by, at=at, subject=place)
    return place


def change(*, place: Location, by: Actor, at: datetime, **details: Any) -> Location:
    """Change name, address, time zone or order; only what differs is written.

    The time zone of a site is that of all places in it. Raises UnknownZone, NameTaken.
    """
    _refuse_unknown(details.get("time_zone", place.time_zone))
    with _naming(), transaction.atomic():
        place = Location.objects.select_for_update(no_key=True).get(pk=place.pk)
        if place.kind != LocationKind.SITE:
            details.pop("time_zone", None)
        changed = [name for name in CHANGEABLE if name in details and getattr(place, name) != details[name]]
        for name in changed:
            setattr(place, name, details[name])
        if changed:
            place.save(update_fields=changed)
            audit.record(event="place.changed", by=by, at=at, subject=place, fields=changed)
        if "time_zone" in changed:
            within = Location.objects.filter(parent=place) | Location.objects.filter(parent__parent=place)
            within.update(time_zone=place.time_zone)
    return place


def ensure_first_site(*, by: Actor, at: datetime) -> Location:
    """The clinic's first site, named after it, in its time zone; added when there is none."""
    clinic = current_clinic()
    known = Location.objects.sites().in_order().first()
    return known or add(kind=LocationKind.SITE, name=clinic.name, time_zone=clinic.time_zone, by=by, at=at)


def _refuse_unknown(zone: str) -> None:
    if zone not in zones.known():
        raise UnknownZone(field="time_zone")


@contextmanager
def _naming() -> Iterator[None]:
    """The database's word that a name is taken becomes a refusal, once the transaction is over."""
    try:
        yield
    except IntegrityError as error:
        if "a_place_has_a_name_of_its_own" in str(error):
            raise NameTaken(field="name") from error
        raise
