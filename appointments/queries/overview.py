"""Weeks and months at one site: how many come on each day, and how much time is left. They name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncDate
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from appointments import clock
from appointments.intervals import Interval
from appointments.local_time import day_bounds
from appointments.models import Appointment, Provider
from appointments.queries.calendar import DAY, Setting, week_of
from appointments.queries.hours import Hours, days_from, hours_between
from clinics.kit.actor import Actor
from patients.models.seeing import within

NOTHING = timedelta()


@dataclass(frozen=True)
class Load:
    """What a day holds: how many appointments, their time, and the time worked."""

    count: int = 0
    booked: timedelta = NOTHING
    worked: timedelta = NOTHING
    free: timedelta = NOTHING

    def __add__(self, other: Load) -> Load:
        return Load(
            self.count + other.count,
            self.booked + other.booked,
            self.worked + other.worked,
            self.free + other.free,
        )

    @property
    def booked_minutes(self) -> int:
        return self.booked // timedelta(minutes=1)

    @property
    def worked_minutes(self) -> int:
        return self.worked // timedelta(minutes=1)

    @property
    def free_words(self) -> str:
        """How much of the time worked is not booked; without hours, that there are none."""
        if not self.worked:
            return _("No hours")
        return _("%(time)s free") % {"time": in_hours(self.free)} if self.free else _("Full")


@dataclass(frozen=True)
class DayCell:
    """One day of an overview, and the address of its calendar; `is_shut` where the site said that it is closed."""

    setting: Setting
    day: date
    load: Load
    is_shut: bool = False
    is_beyond: bool = False

    @property
    def url(self) -> str:
        return self.setting.url(day=self.day, view="")

    @property
    def is_today(self) -> bool:
        return self.day == self.setting.today

    @property
    def is_past(self) -> bool:
        return self.day < self.setting.today

    @cached_property
    def label(self) -> str:
        return clock.short_day(self.day, self.setting.locale)


@dataclass(frozen=True)
class Head:
    """A column's day of the week, or its day with when the site is open on it, where it said so."""

    label: str
    opening: Sequence[str] = ()
    is_shut: bool = False


@dataclass(frozen=True)
class Row:
    """A provider's days, or everybody's."""

    name: str
    days: Sequence[DayCell]
    tone: str = ""


@dataclass(frozen=True)
class Overview:
    """A week by provider, or a month by week."""

    setting: Setting
    head: Sequence[Head]
    rows: Sequence[Row]
    total: Load

    @property
    def topics(self) -> str:
        days = sorted({cell.day for row in self.rows for cell in row.days if not cell.is_beyond})
        return " ".join(f"calendar:{self.setting.site.pk}:{day}" for day in days)


@dataclass(frozen=True)
class _Loads:
    """What every provider's days between two hold."""

    setting: Setting
    providers: Sequence[Provider]
    hours: Hours
    found: Mapping[tuple[UUID, date], tuple[int, timedelta]]

    def of(self, provider: Provider, day: date) -> Load:
        count, booked = self.found.get((provider.pk, day), (0, NOTHING))
        shifts = self.hours.of(provider.pk, self.setting.site, day)
        worked = sum((ends - starts for starts, ends in shifts), NOTHING)
        return Load(count, booked, worked, max(worked - booked, NOTHING))

    def of_all(self, day: date) -> Load:
        return total(self.of(each, day) for each in self.providers)

    def cell(self, day: date, load: Load, *, is_beyond: bool = False) -> DayCell:
        return DayCell(self.setting, day, load, self._opened(day) == [], is_beyond)

    def head(self, day: date) -> Head:
        opened = self._opened(day)
        times = [
            f"{self.setting.clock(starts)}\u2009–\u2009{self.setting.clock(ends)}" for starts, ends in opened or ()
        ]
        return Head(clock.short_day(day, self.setting.locale), times, opened == [])

    def _opened(self, day: date) -> list[Interval] | None:
        return self.hours.open_on(self.setting.site, day)


def week_page(setting: Setting, *, to: Actor) -> Overview:
    """The week of the setting's day: a row for each provider who works or is booked, and one for all of them."""
    first, _last = week_of(setting.day, setting.locale)
    days = list(days_from(first, 7))
    loads = _loads(setting, days, to=to)
    rows = [
        Row(each.name, [loads.cell(day, loads.of(each, day)) for day in days], each.tone) for each in loads.providers
    ]
    busy = [row for row in rows if any(cell.load.booked or cell.load.worked for cell in row.days)]
    everybody = Row(_("Everybody"), [loads.cell(day, loads.of_all(day)) for day in days])
    return Overview(setting, [loads.head(day) for day in days], [*busy, everybody], sum_of(everybody.days))


def month_page(setting: Setting, *, to: Actor) -> Overview:
    """The month of the setting's day, in whole weeks."""
    month = setting.day.replace(day=1)
    last_of_month = (month + 31 * DAY).replace(day=1) - DAY
    first, _end = week_of(month, setting.locale)
    _begin, last = week_of(last_of_month, setting.locale)
    days = list(days_from(first, (last - first).days + 1))
    loads = _loads(setting, days, to=to)
    cells = [loads.cell(day, loads.of_all(day), is_beyond=day.month != month.month) for day in days]
    weeks = [Row("", cells[number : number + 7]) for number in range(0, len(cells), 7)]
    head = [Head(clock.weekday(day, setting.locale)) for day in days[:7]]
    return Overview(setting, head, weeks, sum_of(cell for cell in cells if not cell.is_beyond))


def _loads(setting: Setting, days: Sequence[date], *, to: Actor) -> _Loads:
    """Five statements, six when somebody is booked who can be booked no longer.

    Appointments of those out of sight are not counted, and their time is as taken as any other.
    """
    begin, end = day_bounds(days[0], setting.zone)[0], day_bounds(days[-1], setting.zone)[1]
    rows = (
        Appointment.objects.between(begin, end)
        .at_location(setting.site.pk)
        .standing()
        .annotate(day=TruncDate("starts_at", tzinfo=setting.zone))
        .values_list("provider_id", "day")
        .annotate(count=Count("pk", filter=within(to, "patient")), booked=Sum(F("ends_at") - F("starts_at")))
        .order_by()
    )
    found = {(provider, day): (count, booked) for provider, day, count, booked in rows}
    providers = list(Provider.objects.active().in_order())
    if missing := {provider for provider, _day in found} - {each.pk for each in providers}:
        providers += Provider.objects.filter(pk__in=missing).in_order()
    return _Loads(setting, providers, hours_between(providers, days[0], days[-1]), found)


def total(loads: Iterable[Load]) -> Load:
    return sum(loads, Load())


def sum_of(cells: Iterable[DayCell]) -> Load:
    """All appointments of these days, and of those that are not past the time that is left."""
    every = list(cells)
    ahead = total(cell.load for cell in every if not cell.is_past)
    return replace(ahead, count=total(cell.load for cell in every).count)


def in_hours(time: timedelta) -> str:
    """A length of time in hours and minutes: "3 h 20", "45 min"."""
    hours, minutes = divmod(time // timedelta(minutes=1), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{minutes:02}"}
