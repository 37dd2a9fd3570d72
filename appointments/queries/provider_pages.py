"""What the pages about providers show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from appointments import week
from appointments.local_time import day_of
from appointments.models import Appointment, HoursException, Offering, Provider, WeeklyHours
from appointments.queries.calendar import locale
from appointments.queries.hours_shown import DayShown, ExceptionShown, days_shown
from appointments.queries.outside import outside_hours
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.places.models import Location
from clinics.places.models.location import LocationQuerySet
from clinics.staff.models import User

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days over which the same weekly hours hold, both included; `last` is None where no end is decided."""

    first: date
    last: date | None
    hours: Sequence[WeeklyHours]
    today: date

    @property
    def is_current(self) -> bool:
        return self.first <= self.today

    def days(self) -> list[DayShown]:
        """Every day of the week, those without hours too."""
        several = len({each.location_id for each in self.hours}) > 1
        return days_shown(self.hours, where=lambda each: each.location.name if several else "")

    @property
    def where(self) -> str:
        return ", ".join(sorted({each.location.name for each in self.hours}))


@dataclass(frozen=True)
class ProviderLine:
    """One provider in the list: on which days of the week and where they work now."""

    provider: Provider
    days: str
    where: str


@dataclass(frozen=True)
class ProviderPage:
    """One provider with what is decided about their time from today on."""

    provider: Provider
    periods: Sequence[Period]
    exceptions: Sequence[ExceptionShown]
    offers: Sequence[str]
    outside: Sequence[Appointment]


def lines(*, at: datetime) -> list[ProviderLine]:
    """Every provider, those who can be booked first; two statements."""
    today, place = today_here(at), locale()
    held: dict[UUID, list[WeeklyHours]] = defaultdict(list)
    for each in WeeklyHours.objects.between(today, today).select_related("location"):
        held[each.provider_id].append(each)
    providers = Provider.objects.select_related("user").order_by("-is_active", "order", "name", "pk")
    return [
        ProviderLine(
            provider,
            week.days({each.weekday for each in held[provider.pk]}, place),
            ", ".join(sorted({each.location.name for each in held[provider.pk]})),
        )
        for provider in providers
    ]


def provider_page(provider: Provider, *, to: Actor, at: datetime) -> ProviderPage:
    """Three statements and three about what is booked."""
    today, place = today_here(at), locale()
    hours = WeeklyHours.objects.filter(provider=provider).between(today, date.max).select_related("location")
    exceptions = HoursException.objects.concerning([provider.pk]).between(today, date.max).select_related("location")
    offers = Offering.objects.filter(provider=provider, type__is_active=True).order_by("type__name")
    return ProviderPage(
        provider=provider,
        periods=periods(list(hours), today=today),
        exceptions=[ExceptionShown(row, place) for row in exceptions],
        offers=list(offers.values_list("type__name", flat=True)),
        outside=outside_hours(of=provider, to=to, at=at),
    )


def periods(hours: Iterable[WeeklyHours], *, today: date) -> list[Period]:
    """From today on, each stretch of days over which the same rows hold; also those in which none does."""
    rows = sorted(hours, key=lambda each: (each.weekday, each.starts))
    begins = {max(row.valid_from, today) for row in rows}
    begins |= {row.valid_until + A_DAY for row in rows if row.valid_until}
    starts = sorted(begins | ({today} if rows else set()))
    found = []
    for index, first in enumerate(starts):
        last = starts[index + 1] - A_DAY if index + 1 < len(starts) else None
        held = [
            row for row in rows if row.valid_from <= first and (row.valid_until is None or row.valid_until >= first)
        ]
        found.append(Period(first, last, held, today))
    return found


def today_here(at: datetime) -> date:
    """The day of the clinic's own clock."""
    return day_of(at, Location(time_zone=current_clinic().time_zone).zone)


def providers() -> QuerySet[Provider]:
    """Everyone there is to open."""
    return Provider.objects.select_related("user", "usual_room")


def exceptions_of(provider: Provider) -> QuerySet[HoursException]:
    """Their own; those of everybody belong to a location."""
    return HoursException.objects.filter(provider=provider).select_related("provider", "location")


def hours_on(provider: Provider, day: date) -> list[WeeklyHours]:
    """The week that holds on this day."""
    held = WeeklyHours.objects.filter(provider=provider).between(day, day)
    return list(held.select_related("location").order_by("weekday", "starts"))


def colleagues(besides: Provider | None = None) -> QuerySet[User]:
    """Who of the staff can become a provider: those who may sign in and are none yet."""
    free = User.objects.active().filter(provider__isnull=True)
    if besides and besides.user_id:
        free = free | User.objects.filter(pk=besides.user_id)
    return free.order_by("name", "pk")


def sites() -> LocationQuerySet:
    return Location.objects.sites().active().in_order()


def rooms() -> LocationQuerySet:
    return Location.objects.filter(kind="room").active().in_order().select_related("parent", "parent__parent")
