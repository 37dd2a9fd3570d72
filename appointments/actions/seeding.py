"""A sample calendar: an office set up, then its weeks before and after today, booked and kept as people do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from appointments.actions import booking, seeding_office, visits
from appointments.actions.placing import Excuses
from appointments.actions.seeding_office import Desk, Post
from appointments.intervals import Interval
from appointments.local_time import day_of
from appointments.models import Appointment, AppointmentType, CancellationReason
from appointments.queries.hours import days_from, hours_between
from appointments.sample import Service
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.models import Patient, Source

BEFORE, AFTER = 9, 18  # days
FULL = 0.86  # of the time of a day that is over or begins now
FADING = 0.035  # less each day ahead
CANCELLED, MISSED = 0.06, 0.05
MINUTE = timedelta(minutes=1)


@dataclass
class _Diary:
    """Who was booked for which day: nobody comes twice a day, and rarely twice a week."""

    people: list[Patient]
    ages: dict[UUID, int]
    seen: dict[UUID, list[date]] = field(default_factory=dict)

    def somebody(self, draw: random.Random, service: Service, day: date) -> Patient | None:
        for _attempt in range(12):
            patient = draw.choice(self.people)
            days = self.seen.setdefault(patient.pk, [])
            fits = service.ages[0] <= self.ages[patient.pk] <= service.ages[1]
            known = patient.recorded_at.date() < day
            if fits and known and all(abs((day - other).days) >= 5 for other in days):
                days.append(day)
                return patient
        return None


def fill(order: SampleOrder) -> None:
    """Set the office up and fill its calendar from a week and a half ago to two and a half weeks ahead."""
    order.tell(_("Filling the calendar"))
    desk = seeding_office.set_up(order)
    people = list(
        Patient.objects.filter(source=Source.SAMPLE, deceased=None, birth_year__isnull=False).order_by(
            "recorded_at", "id"
        )
    )
    if not people:
        return
    diary = _Diary(people, {each.pk: order.at.year - (each.birth_year or 0) for each in people})
    today = day_of(order.at, desk.site.zone)
    first = today - timedelta(days=BEFORE)
    hours = hours_between([post.provider for post in desk.posts], first, today + timedelta(days=AFTER))
    for day in days_from(first, BEFORE + AFTER):
        for post in desk.posts:
            share = FULL - FADING * max(0, (day - today).days)
            for shift in hours.of(post.provider.pk, desk.site, day):
                _fill_shift(desk, diary, post, day, shift, share=share)
    _overbook_one(desk)


def _fill_shift(desk: Desk, diary: _Diary, post: Post, day: date, shift: Interval, *, share: float) -> None:
    """One appointment after the other, with gaps so that about this share of the time is taken."""
    at, until = shift
    while at < until:
        service, kind = desk.draw.choices(post.offers, weights=[each.share for each, _kind in post.offers])[0]
        ends = at + kind.minutes * MINUTE
        if ends > until or desk.draw.random() > share:
            at += 20 * MINUTE
            continue
        patient = diary.somebody(desk.draw, service, day)
        made = _book(desk, post, patient, service=service, kind=kind, starts_at=at) if patient else None
        if made is not None:
            _live_through(desk, post, made)
        at = ends


def _book(
    desk: Desk, post: Post, patient: Patient, *, service: Service, kind: AppointmentType, starts_at: datetime
) -> Appointment | None:
    booked_at = min(starts_at, desk.order.at) - timedelta(
        days=desk.draw.choice((0, 1, 1, 2, 3, 5, 8, 13)), minutes=desk.draw.randint(50, 400)
    )
    return _unless_refused(
        booking.book,
        patient=patient,
        type=kind,
        provider=post.provider,
        location=desk.site,
        starts_at=starts_at,
        reason=desk.draw.choice(service.reasons),
        by=desk.draw.choice(desk.reception),
        at=max(booked_at, patient.recorded_at),
    )


def _live_through(desk: Desk, post: Post, made: Appointment) -> None:
    """What has become of it by now."""
    now, chance = desk.order.at, desk.draw.random()
    reception = desk.draw.choice(desk.reception)
    if chance < CANCELLED:
        last = min(now, made.starts_at - timedelta(hours=2))
        at = made.recorded_at + (max(last, made.recorded_at) - made.recorded_at) * desk.draw.random()
        reason = desk.draw.choice((CancellationReason.PATIENT, CancellationReason.PATIENT, CancellationReason.ILLNESS))
        text = desk.draw.choice(desk.office.cancelled)
        booking.cancel(appointment=made, reason=reason, text=text, by=reception, at=at)
    elif chance < CANCELLED + MISSED and made.starts_at + 15 * MINUTE < now:
        visits.mark_no_show(appointment=made, by=reception, at=made.starts_at + 15 * MINUTE)
    else:
        for act, by, at in _steps(desk, post.actor, reception, made):
            if at <= now:
                act(appointment=made, by=by, at=at)


def _steps(desk: Desk, clinician: Actor, reception: Actor, made: Appointment) -> Iterator[tuple[Any, Actor, datetime]]:
    """Arriving a little early, being seen a little late."""
    came = made.starts_at - desk.draw.randint(1, 12) * MINUTE
    began = made.starts_at + desk.draw.randint(-1, 6) * MINUTE
    began = max(began, came + MINUTE)
    yield visits.check_in, reception, came
    yield visits.start, clinician, began
    yield visits.complete, clinician, max(made.ends_at + desk.draw.randint(-3, 4) * MINUTE, began + 4 * MINUTE)


def _unless_refused(act: Any, **wanted: Any) -> Appointment | None:
    try:
        return act(**wanted)
    except Refusal:  # a room or a patient is taken: the next one fits
        return None


def _overbook_one(desk: Desk) -> None:
    """One urgent patient squeezed in, so that it can be seen how that looks."""
    who = desk.order.who_may(Permission.APPOINTMENT_OVERBOOK)[0]
    taken = (
        Appointment.objects.standing()
        .filter(starts_at__gt=desk.order.at)
        .select_related("provider", "type", "location")
        .order_by("starts_at")
        .first()
    )
    if taken is None:
        return
    that_day = Appointment.objects.between(taken.starts_at - timedelta(days=1), taken.ends_at + timedelta(days=1))
    others = Patient.objects.filter(source=Source.SAMPLE, deceased=None)
    free = others.exclude(pk__in=that_day.values("patient")).first()
    if free is not None:
        _unless_refused(
            booking.book,
            patient=free,
            type=taken.type,
            provider=taken.provider,
            location=taken.location,
            starts_at=taken.starts_at,
            minutes=10,
            excuses=Excuses(overbook=True, overbooking=desk.office.overbooking),
            by=who,
            at=desk.order.at,
        )
