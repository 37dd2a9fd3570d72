"""Who can be booked, and when they work. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from appointments.models import HoursException, Provider, WeeklyHours
from appointments.models.provider import WeeklyHoursQuerySet
from appointments.queries import needed
from clinics.audit import actions as audit
from clinics.kit import stretches
from clinics.kit.actor import Actor
from clinics.kit.addresses import address_of
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from clinics.places.actions.closing import StillUsed
from clinics.places.models import Location

CHANGEABLE = ("user", "name", "title", "tone", "usual_room", "is_active", "order")
DAY = timedelta(days=1)
LAST_BEFORE_FIRST = _("The last day comes before the first one.")


class AlreadyProvider(Refusal):
    code = "already_provider"
    sentence = _("This colleague is a provider already. Choose another one, or change that provider.")


class ImpossibleHours(Refusal):
    code = "hours_impossible"
    sentence = _("Hours end after they start. Until midnight is 00:00.")
    status = 422


class OverlappingHours(Refusal):
    code = "hours_overlap"
    sentence = _("Two of these times overlap. Make one of them out of both.")
    status = 422


@dataclass(frozen=True, kw_only=True)
class HoursDetails:
    """One stretch of a week at a site. `weekday` is ISO's, 1 is Monday; `ends` at 00:00 is midnight."""

    location: Location
    weekday: int
    starts: time
    ends: time


def add(*, name: str, by: Actor, at: datetime, **details: Any) -> Provider:
    """Make somebody bookable. Raises AlreadyProvider."""
    with _once(), transaction.atomic():
        provider = Provider.objects.create(name=name, **details)
        audit.record(event="provider.added", by=by, at=at, subject=provider)
    return provider


def change(*, provider: Provider, by: Actor, at: datetime, **details: Any) -> Provider:
    """Change what is known of a provider; only what differs is written and named. Raises AlreadyProvider."""
    with _once(), transaction.atomic():
        provider = Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        changed = [name for name in CHANGEABLE if name in details and getattr(provider, name) != details[name]]
        for name in changed:
            setattr(provider, name, details[name])
        if changed:
            provider.save(update_fields=changed)
            audit.record(event="provider.changed", by=by, at=at, subject=provider, fields=changed)
    return provider


def retire(*, provider: Provider, by: Actor, at: datetime) -> Provider:
    """From now on they are not booked; what was stays theirs. Raises StillUsed."""
    with transaction.atomic():
        if count := needed.with_provider(provider, since=at).count():
            url = address_of("settings:provider_appointments", provider.pk)
            raise StillUsed(needed.with_provider_sentence(count), count=count, url=url)
        return change(provider=provider, is_active=False, by=by, at=at)


def set_weekly_hours(
    *,
    provider: Provider,
    hours: Sequence[HoursDetails],
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_until: date | None = None,
) -> list[WeeklyHours]:
    """From this day on these are the provider's hours; those of before end the day before.

    With a last day, those of before come back on the day after. Raises ImpossibleHours, OverlappingHours.
    """
    _refuse_the_impossible(hours)
    if valid_until is not None and valid_until < valid_from:
        raise ImpossibleHours(LAST_BEFORE_FIRST, field="valid_until")
    with transaction.atomic():
        Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        _make_way(WeeklyHours.objects.filter(provider=provider), valid_from, valid_until)
        written = WeeklyHours.objects.bulk_create(
            WeeklyHours(provider=provider, valid_from=valid_from, valid_until=valid_until, **vars(each))
            for each in hours
        )
        audit.record(event="provider.hours_set", by=by, at=at, subject=provider)
    return written


def _make_way(known: WeeklyHoursQuerySet, first: date, last: date | None) -> None:
    """Cut what holds between these days out of the known hours; what holds before and after stays."""
    if last is not None:
        after = last + DAY
        beyond = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=last)
        for row in known.filter(beyond, valid_from__lte=last):
            row.pk, row.valid_from = new_id(), after
            row.save(force_insert=True)
        known = known.filter(valid_from__lte=last)
    known.filter(valid_from__gte=first).delete()
    known.between(first, first).update(valid_until=first - DAY)


def add_exception(
    *,
    first_day: date,
    last_day: date,
    by: Actor,
    at: datetime,
    provider: Provider | None = None,
    location: Location | None = None,
    is_closed: bool = True,
    starts: time | None = None,
    ends: time | None = None,
    reason: str = "",
) -> HoursException:
    """Close some days, all day or between two times, or open them beyond the hours. Raises ImpossibleHours."""
    timed = starts is not None and ends is not None
    opens_nobody = not is_closed and (provider is None or location is None or not timed)
    if last_day < first_day:
        raise ImpossibleHours(LAST_BEFORE_FIRST, field="last_day")
    if opens_nobody or (starts is None) is not (ends is None):
        raise ImpossibleHours
    if starts is not None and ends is not None and not stretches.runs(starts, ends):
        raise ImpossibleHours
    with transaction.atomic():
        exception = HoursException(
            provider=provider,
            location=location,
            first_day=first_day,
            last_day=last_day,
            is_closed=is_closed,
            starts=starts,
            ends=ends,
        )
        exception.reason = reason
        exception.save(force_insert=True)
        audit.record(event="hours_exception.added", by=by, at=at, subject=exception)
    return exception


def remove_exception(*, exception: HoursException, by: Actor, at: datetime) -> None:
    """The weekly hours hold again."""
    with transaction.atomic():
        audit.record(event="hours_exception.removed", by=by, at=at, subject=exception)
        exception.delete()


def _refuse_the_impossible(hours: Sequence[HoursDetails]) -> None:
    if not all(stretches.runs(each.starts, each.ends) for each in hours):
        raise ImpossibleHours(field="hours")
    if stretches.overlap(hours):
        raise OverlappingHours(field="hours")


@contextmanager
def _once() -> Iterator[None]:
    """The database's word that a colleague is a provider becomes a refusal, once the transaction is over."""
    try:
        yield
    except IntegrityError as error:
        if "appointments_provider_user_id" in str(error):
            raise AlreadyProvider(field="user") from error
        raise
