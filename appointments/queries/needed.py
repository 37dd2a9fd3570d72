"""Appointments to come that need a place, equipment or a provider's time: what keeps those from closing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import ngettext

from appointments import clock
from appointments.local_time import day_of
from appointments.models import Appointment, AppointmentStatus, Equipment, Provider
from appointments.models.appointment import AppointmentQuerySet
from appointments.queries.calendar import locale

LONGEST_LIST = 200
EXPECTED = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_PROGRESS)


def expected_since(since: datetime) -> AppointmentQuerySet:
    """Those that are not over and end after this moment."""
    return Appointment.objects.filter(status__in=EXPECTED, ends_at__gt=since)


def at_places(place_ids: Collection[UUID], /, *, since: datetime) -> AppointmentQuerySet:
    """Those at one of these sites, in one of these rooms, or with equipment that stands in one of these places."""
    there = Q(location__in=place_ids) | Q(room__in=place_ids) | Q(equipment__location__in=place_ids)
    return expected_since(since).filter(there)


def using_equipment(equipment: Equipment, *, since: datetime) -> AppointmentQuerySet:
    return expected_since(since).filter(equipment=equipment)


def with_provider(provider: Provider, *, since: datetime) -> AppointmentQuerySet:
    return expected_since(since).filter(provider=provider)


def count_at_places(place_ids: Collection[UUID], /, *, since: datetime) -> int:
    return at_places(place_ids, since=since).count()


def sentence(count: int, /) -> str:
    return ngettext(
        "%(count)d appointment is booked there on that day or later. Move or cancel it first, or choose a later day.",
        "%(count)d appointments are booked there on that day or later. Move or cancel them first, "
        "or choose a later day.",
        count,
    ) % {"count": count}


def with_provider_sentence(count: int, /) -> str:
    return ngettext(
        "%(count)d appointment is booked with them. Give it to somebody else or cancel it first.",
        "%(count)d appointments are booked with them. Give them to somebody else or cancel them first.",
        count,
    ) % {"count": count}


@dataclass(frozen=True)
class NeededRow:
    """One appointment in the list, in the words and on the clock of its site."""

    row: Appointment

    @property
    def day(self) -> str:
        return clock.short_day(day_of(self.row.starts_at, self.row.location.zone), locale())

    @property
    def time(self) -> str:
        return clock.clock(self.row.starts_at, self.row.location.zone, locale())

    @property
    def where(self) -> str:
        parts = (self.row.location, self.row.room, self.row.equipment)
        return " · ".join(part.name for part in parts if part)


@dataclass(frozen=True)
class NeededPage:
    """The soonest of them; `count` is how many there are."""

    rows: Sequence[NeededRow]
    count: int

    @property
    def people(self) -> set[UUID]:
        return {each.row.patient_id for each in self.rows}

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.rows)


def needed_page(found: AppointmentQuerySet) -> NeededPage:
    """Two statements."""
    rows = [NeededRow(row) for row in found.for_settings_list()[:LONGEST_LIST]]
    return NeededPage(rows, found.count() if len(rows) == LONGEST_LIST else len(rows))


def page_of(found: Sequence[Appointment]) -> NeededPage:
    """Of what is at hand already."""
    return NeededPage([NeededRow(row) for row in found[:LONGEST_LIST]], len(found))
