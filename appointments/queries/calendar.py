"""What every view of the calendar shares: where it is, in which words its times are told, and where its links lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments import clock
from appointments.local_time import day_of
from clinics.kit.current import current_clinic
from clinics.places.models import Location

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Setting:
    """The site and day somebody looks at; `chosen` are the parameters of the address that stay while they move on."""

    site: Location
    sites: Sequence[Location]
    day: date
    at: datetime
    chosen: Mapping[str, str]

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.site.zone

    @cached_property
    def locale(self) -> Locale:
        return locale()

    @property
    def today(self) -> date:
        return day_of(self.at, self.zone)

    @property
    def live_url(self) -> str:
        """Where an open page asks whether anything is new."""
        return self.url(since=self.at.isoformat())

    def contains_today(self, view: str) -> bool:
        """Whether today lies in the shown day, week or month."""
        if view == "day":
            return self.day == self.today
        if view == "month":
            return (self.day.year, self.day.month) == (self.today.year, self.today.month)
        first, last = week_of(self.day, self.locale)
        return first <= self.today <= last

    def url(self, **changed: str | date | UUID) -> str:
        """This page with some parameters changed; empty ones are left out."""
        parameters = {"day": str(self.day), **self.chosen, **{name: str(value) for name, value in changed.items()}}
        return f"{reverse('calendar:calendar')}?{urlencode({name: each for name, each in parameters.items() if each})}"

    def clock(self, at: datetime) -> str:
        return clock.clock(at, self.zone, self.locale)


def locale() -> Locale:
    """The reader's language as it is written in the clinic's country."""
    return clock.locale_of(get_language() or "en", current_clinic().country)


def sites_in_use() -> list[Location]:
    return list(Location.objects.sites().active().in_order())


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Choices:
    """Alternatives of which one is shown; `label` says of what."""

    label: str
    items: tuple[Choice, ...]


@dataclass(frozen=True)
class Steering:
    """What stands above a view of the calendar, by value: where one is, and where one can go."""

    heading: str
    earlier_url: str
    later_url: str
    today_url: str
    is_today: bool
    choices: tuple[Choices, ...]
    day: date
    site: UUID
    sites: tuple[tuple[UUID, str], ...]
    chosen: tuple[tuple[str, str], ...]


def steering(setting: Setting, *, view: str, by: str, show: str) -> Steering:
    """For the day, the week or the month in which the setting's day lies."""
    earlier, later, heading = {
        "day": _around_day,
        "week": _around_week,
        "month": _around_month,
    }[view](setting)
    views = [("day", _("Day")), ("week", _("Week")), ("month", _("Month"))]
    groups = [_choices(setting, _("How much"), "view", views, view)]
    if view == "day":
        groups.append(_choices(setting, _("Columns"), "by", [("provider", _("People")), ("room", _("Rooms"))], by))
        groups.append(_choices(setting, _("Drawn as"), "show", [("grid", _("Grid")), ("list", _("List"))], show))
    today = setting.today
    return Steering(
        heading=heading,
        earlier_url=setting.url(day=earlier),
        later_url=setting.url(day=later),
        today_url=setting.url(day=today),
        is_today=setting.contains_today(view),
        choices=tuple(groups),
        day=setting.day,
        site=setting.site.pk,
        sites=tuple((each.pk, each.name) for each in setting.sites),
        chosen=tuple(setting.chosen.items()),
    )


def _choices(setting: Setting, label: str, name: str, found: list[tuple[str, str]], current: str) -> Choices:
    """The first alternative is the one that needs no parameter."""
    first = found[0][0]
    items = (
        Choice(words, setting.url(**{name: "" if value == first else value}), value == current)
        for value, words in found
    )
    return Choices(label, tuple(items))


def _around_day(setting: Setting) -> tuple[date, date, str]:
    return setting.day - DAY, setting.day + DAY, clock.long_day(setting.day, setting.locale)


def _around_week(setting: Setting) -> tuple[date, date, str]:
    first, last = week_of(setting.day, setting.locale)
    return (
        first - 7 * DAY,
        first + 7 * DAY,
        f"{clock.short_day(first, setting.locale)} – {clock.short_day(last, setting.locale)}",
    )


def _around_month(setting: Setting) -> tuple[date, date, str]:
    first = setting.day.replace(day=1)
    return (first - DAY).replace(day=1), (first + 32 * DAY).replace(day=1), clock.month(setting.day, setting.locale)


def week_of(day: date, locale: Locale) -> tuple[date, date]:
    """The first and the last day of the week, which begins as the clinic says or as weeks do there."""
    begins = (current_clinic().week_start or locale.first_week_day + 1) - 1
    first = day - DAY * ((day.weekday() - begins) % 7)
    return first, first + 6 * DAY
