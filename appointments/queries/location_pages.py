"""What the pages about places show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import cached_property

from appointments.local_time import day_of
from appointments.models import Appointment, Equipment, HoursException
from appointments.models.provider import HoursExceptionQuerySet
from appointments.queries.calendar import locale
from appointments.queries.hours_shown import DayShown, ExceptionShown, days_shown
from appointments.queries.outside import outside_hours
from clinics.kit import zones
from clinics.kit.actor import Actor
from clinics.places.models import Location, LocationKind, OpeningHours
from clinics.places.models.location import LocationQuerySet


@dataclass(frozen=True)
class Shown:
    """A room, a department or a piece of equipment in a list; `depth` is how far it stands in from the site."""

    thing: Location | Equipment
    today: date
    depth: int = 0
    where: str = ""

    @property
    def is_closed(self) -> bool:
        return self.thing.is_closed_on(self.today)

    @property
    def closes(self) -> date | None:
        """The day on which it will close, where that is decided."""
        return None if self.is_closed else self.thing.closed_from


@dataclass(frozen=True)
class SiteShown:
    """One site with all that is in it."""

    site: Location
    at: datetime
    places: Sequence[Location]
    equipment: Sequence[Equipment]
    hours: Sequence[OpeningHours] = ()
    closures: Sequence[ExceptionShown] = ()
    outside: Sequence[Appointment] = ()

    @property
    def opening(self) -> list[DayShown]:
        """The week; nothing where it was not said."""
        return days_shown(self.hours) if self.hours else []

    @cached_property
    def today(self) -> date:
        return day_of(self.at, self.site.zone)

    @property
    def zone(self) -> str:
        return zones.label(self.site.time_zone, on=self.today)

    @property
    def head(self) -> Shown:
        return Shown(self.site, self.today)

    @property
    def tree(self) -> list[Shown]:
        """Departments with their rooms below them, then the rooms that stand in none; closed ones last."""
        below: dict[UUID, list[Location]] = defaultdict(list)
        for place in sorted(self.places, key=lambda each: each.is_closed_on(self.today)):
            below[place.parent_id].append(place)  # type: ignore[index]
        found: list[Shown] = []
        for place in sorted(below[self.site.pk], key=lambda each: each.kind != LocationKind.DEPARTMENT):
            found.append(Shown(place, self.today))
            found += [Shown(room, self.today, depth=1) for room in below[place.pk]]
        return found

    @property
    def things(self) -> list[Shown]:
        names = {place.pk: place.name for place in self.places}
        shown = [Shown(each, self.today, where=names.get(each.location_id, "")) for each in self.equipment]
        return sorted(shown, key=lambda each: (each.is_closed, str(each.thing)))

    @property
    def rooms_in_use(self) -> int:
        return self._in_use(LocationKind.ROOM)

    @property
    def departments_in_use(self) -> int:
        return self._in_use(LocationKind.DEPARTMENT)

    @property
    def equipment_in_use(self) -> int:
        return sum(not each.is_closed_on(self.today) for each in self.equipment)

    def _in_use(self, kind: str) -> int:
        return sum(each.kind == kind and not each.is_closed_on(self.today) for each in self.places)


def sites_shown(*, at: datetime) -> list[SiteShown]:
    """Every site, those in use first; two statements."""
    places = list(Location.objects.in_order())
    of = {place.pk: place for place in places}
    within: dict[UUID, list[Location]] = defaultdict(list)
    for place in places:
        if not place.is_site:
            within[_site_of(place, of)].append(place)
    equipment: dict[UUID, list[Equipment]] = defaultdict(list)
    for thing in Equipment.objects.in_order():
        equipment[_site_of(of[thing.location_id], of)].append(thing)
    shown = [SiteShown(each, at, within[each.pk], equipment[each.pk]) for each in places if each.is_site]
    return sorted(shown, key=lambda each: each.head.is_closed)


def site_shown(site: Location, *, to: Actor, at: datetime) -> SiteShown:
    """One site; four statements, and three about what is booked there."""
    today = day_of(at, site.zone)
    closures = closures_of(site).between(today, date.max)
    return SiteShown(
        site,
        at,
        list(Location.objects.within(site.pk).exclude(pk=site.pk).in_order()),
        list(Equipment.objects.at_site(site.pk).in_order()),
        list(site.opening_hours.all()),
        [ExceptionShown(row, locale()) for row in closures],
        outside_hours(at_site=site, to=to, at=at),
    )


def closures_of(site: Location) -> HoursExceptionQuerySet:
    """Days on which nobody works there."""
    return HoursException.objects.filter(provider__isnull=True, location=site)


def _site_of(place: Location, of: dict[UUID, Location]) -> UUID:
    while place.parent_id:
        place = of[place.parent_id]
    return place.pk


def places() -> QuerySet[Location]:
    """Everything there is to open, with what it stands in."""
    return Location.objects.select_related("parent", "parent__parent")


def site_of(place: Location) -> Location:
    """The site a place stands in; itself where it is one. Asks nothing of what `places` gives."""
    while place.parent is not None:
        place = place.parent
    return place


def kept_in(site: Location) -> LocationQuerySet:
    """Where equipment can stand: the site and its rooms and departments that are in use."""
    return Location.objects.within(site.pk).active().in_order()


def rooms_go_in(site: Location) -> LocationQuerySet:
    return kept_in(site).exclude(kind=LocationKind.ROOM)


def equipment() -> QuerySet[Equipment]:
    return Equipment.objects.select_related("location__parent__parent")


def equipment_kinds() -> list[str]:
    """The kinds there are, to choose from again."""
    return sorted(set(Equipment.objects.values_list("kind", flat=True)))


def ids_within(place: Location) -> list[UUID]:
    """The place and all places in it."""
    return list(Location.objects.within(place.pk).values_list("pk", flat=True))
