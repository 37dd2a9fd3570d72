"""Sample notes: written, signed, added to and left unsigned as people do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.charts.actions import addenda, drafts, notes, signatures
from patients.charts.models import Note, NoteErrorReason
from patients.charts.sample import Course, Visit, courses_in
from patients.charts.sample.course import measured
from patients.models import Patient, Source
from patients.sample.moments import office_moment

SHARE = 4  # one person in four has been here lately
LATELY = 75  # days
SETTLED = timedelta(days=10)
FRIDAY = 4
DRAFTS_EACH = 3
DRAFTED_PARTS = {"subjective": 1.0, "objective": 0.7, "assessment": 0.3, "plan": 0.0, "text": 1.0}


class _Desk(NamedTuple):
    """What every sample note needs."""

    order: SampleOrder
    draw: random.Random
    zone: ZoneInfo
    courses: tuple[Course, ...]


def fill(order: SampleOrder) -> None:
    """Notes of the last weeks about a part of the sample people."""
    order.tell(_("Writing notes"))
    clinic = current_clinic()
    draw = random.Random(f"notes:{order.seed}")  # noqa: S311 - notes to look at, not secrets
    desk = _Desk(order, draw, ZoneInfo(clinic.time_zone), courses_in(clinic.language))
    people = list(Patient.objects.filter(source=Source.SAMPLE, deceased=None).order_by("recorded_at", "id"))
    draw.shuffle(people)
    known = [each for each in people if each.recorded_at < order.at - timedelta(days=LATELY + 5)]
    seen = known[: len(people) // SHARE]
    written = [note for patient in seen for note in _course(patient, desk)]
    if written:
        _mark_one_in_error(draw.choice(written), desk)
    _drafts([each for each in people if each not in seen and each.recorded_at < order.at - SETTLED], desk)


def _course(patient: Patient, desk: _Desk) -> list[Note]:
    course = _fitting(patient, desk)
    if course is None:
        return []
    author = desk.draw.choice(desk.order.who_may(Permission.NOTE_SIGN, works_in=course.works_in))
    began = desk.draw.randint(course.visits[-1].after + 2, LATELY)
    return [_signed(patient, visit, began - visit.after, by=author, desk=desk) for visit in course.visits]


def _fitting(patient: Patient, desk: _Desk, works_in: str = "") -> Course | None:
    age = patient.age_on(desk.order.at.date())
    fitting = [
        each for each in desk.courses if each.fits(age=age, gender=patient.gender) and works_in in ("", each.works_in)
    ]
    return desk.draw.choice(fitting) if fitting else None


def _signed(patient: Patient, visit: Visit, days_ago: int, *, by: Actor, desk: _Desk) -> Note:
    """A note that was written during the visit and signed after it, and its addendum."""
    seen_at = office_moment(desk.draw, days_ago=days_ago, at=desk.order.at, zone=desk.zone)
    done_at = min(seen_at + timedelta(minutes=desk.draw.randint(12, 25)), desk.order.at)
    note = _written(patient, visit, visit.body, seen_at, done_at, by=by, draw=desk.draw)
    signatures.sign(note=note, revision=1, by=by, at=done_at)
    later = done_at + timedelta(days=3 if done_at.weekday() == FRIDAY else 1, minutes=desk.draw.randint(-20, 20))
    if visit.addendum and later < desk.order.at:
        addenda.begin(note=note, by=by, at=later)
        addenda.sign(note=note, body={"text": visit.addendum}, by=by, at=later)
    return note


def _written(
    patient: Patient,
    visit: Visit,
    body: dict[str, str],
    seen_at: datetime,
    done_at: datetime,
    *,
    by: Actor,
    draw: random.Random,
) -> Note:
    note = notes.start(patient=patient, kind=visit.kind, occurred_at=seen_at, by=by, at=seen_at)
    drafts.save(note=note, revision=0, body=measured(draw, body), by=by, at=done_at)
    return note


def _drafts(people: Sequence[Patient], desk: _Desk) -> None:
    """A few notes that each clinician has not signed yet, of today and the days before."""
    waiting = iter(people)
    for colleague in desk.order.team:
        if not colleague.actor.may(Permission.NOTE_WRITE):
            continue
        for days_ago in range(DRAFTS_EACH):
            found = next(((p, c) for p in waiting if (c := _fitting(p, desk, colleague.works_in))), None)
            if found is None:
                return
            patient, course = found
            visit = course.visits[0]
            seen_at = office_moment(desk.draw, days_ago=days_ago, at=desk.order.at, zone=desk.zone)
            body = {name: text for name, text in visit.body.items() if desk.draw.random() < DRAFTED_PARTS[name]}
            done_at = min(seen_at + timedelta(minutes=9), desk.order.at)
            _written(patient, visit, body, seen_at, done_at, by=colleague.actor, draw=desk.draw)


def _mark_one_in_error(note: Note, desk: _Desk) -> None:
    by = desk.draw.choice(desk.order.who_may(Permission.NOTE_SIGN))
    notes.mark_entered_in_error(
        note=note, reason=NoteErrorReason.WRONG_PATIENT, text="", by=by, at=desk.order.at - timedelta(hours=1)
    )
