"""Closing places and opening them again. Nothing of a place is deleted: what happened there stays. (Actions.)"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import wake
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.places.models import Location, LocationKind
from clinics.places.registry import place_uses

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

CLOSE_TASK = "places.close_due"


class LastSite(Refusal):
    code = "last_site"
    sentence = _("A clinic keeps at least one site in use. Add another one first.")


class ClosedBefore(Refusal):
    code = "closing_in_the_past"
    sentence = _("Choose today or a later day.")
    status = 422


class AboveClosed(Refusal):
    code = "place_above_closed"
    sentence = _("The place that this one is in is closed. Open that one first.")


class StillUsed(Refusal):
    """Something needs the place on that day or later. `url` lists it."""

    code = "still_used"

    def __init__(self, sentence: str, *, count: int, url: str) -> None:
        self.count, self.url = count, url
        super().__init__(sentence, field="closed_from")

    @property
    def members(self) -> dict[str, object]:
        """For programs: how often it is needed."""
        return {"count": self.count}


def close(*, place: Location, closed_from: date, by: Actor, at: datetime) -> Location:
    """From this day of the place on it is not used, nor any place in it. Raises ClosedBefore, LastSite, StillUsed."""
    with transaction.atomic():
        place = _locked(place)
        today = today_in(place.zone, at)
        if closed_from < today:
            raise ClosedBefore(field="closed_from")
        _keep_a_site(place)
        open_within = Location.objects.within(place.pk).filter(is_active=True)
        still = open_within.filter(Q(pk=place.pk) | Q(closed_from__isnull=True) | Q(closed_from__gt=closed_from))
        closing = list(still.values_list("pk", flat=True))
        _refuse_used(place, closing, since=beginning(closed_from, place.zone))
        Location.objects.filter(pk__in=closing).update(closed_from=closed_from, is_active=closed_from > today)
        if closed_from > today:
            wake(task=CLOSE_TASK, at=beginning(closed_from, place.zone))
        audit.record(event="place.closed", by=by, at=at, subject=place, fields=["closed_from"])
    place.refresh_from_db()
    return place


def reopen(*, place: Location, by: Actor, at: datetime) -> Location:
    """Use the place again, and those places in it that closed with it. Raises AboveClosed."""
    with transaction.atomic():
        place = _locked(place)
        if place.parent and place.parent.closed_from is not None:
            raise AboveClosed
        if place.closed_from is not None:
            with_it = Location.objects.within(place.pk).filter(closed_from=place.closed_from)
            with_it.update(closed_from=None, is_active=True)
            audit.record(event="place.reopened", by=by, at=at, subject=place, fields=["closed_from"])
    place.refresh_from_db()
    return place


def close_due(*, by: Actor, at: datetime) -> int:
    """Close the places whose day has come, and wake for the next; how many were closed."""
    count = 0
    with transaction.atomic():
        waiting = Location.objects.active().filter(closed_from__isnull=False).select_for_update(no_key=True)
        later: list[datetime] = []
        for place in waiting.order_by("pk"):
            closes_at = beginning(place.closed_from, place.zone)  # type: ignore[arg-type]
            if closes_at > at:
                later.append(closes_at)
                continue
            place.is_active = False
            place.save(update_fields=["is_active"])
            audit.record(event="place.closed", by=by, at=at, subject=place, fields=["is_active"])
            count += 1
        if later:
            wake(task=CLOSE_TASK, at=min(later))
    return count


def today_in(zone: ZoneInfo, at: datetime) -> date:
    return at.astimezone(zone).date()


def beginning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone)


def _locked(place: Location) -> Location:
    """The place as it is now. With a site all sites are locked, in one order: one of them stays in use."""
    of = Q(kind=LocationKind.SITE) if place.kind == LocationKind.SITE else Q(pk=place.pk)
    found = Location.objects.filter(of).order_by("pk").select_for_update(no_key=True)
    return {each.pk: each for each in found}[place.pk]


def _keep_a_site(place: Location) -> None:
    """A site that is to close itself is none that stays."""
    staying = Location.objects.sites().active().filter(closed_from__isnull=True).exclude(pk=place.pk)
    if place.is_site and not staying.exists():
        raise LastSite(field="closed_from")


def _refuse_used(place: Location, closing: list[UUID], *, since: datetime) -> None:
    for use in place_uses:
        if count := use.count(closing, since=since):
            raise StillUsed(use.sentence(count), count=count, url=use.url(place))
