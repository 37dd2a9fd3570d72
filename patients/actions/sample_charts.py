"""What is known of sample people beside who they are: family, allergies, alerts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.actions import particulars, warnings
from patients.models import Patient, RelationKind, Relationship
from patients.sample import Housemate
from patients.sample.warnings import ALERTS, ALLERGIES

# Of a hundred people: what is on their charts about allergies. Nobody asked the others yet.
NONE_KNOWN, LISTED = 45, 25
ALERTED = 0.3  # of those whom an alert could fit


def write(
    home: Sequence[Housemate],
    patients: Sequence[Patient],
    *,
    by: Actor,
    order: SampleOrder,
    draw: random.Random,
    at: datetime,
) -> None:
    """Complete the charts of one home, on the day it registered."""
    for one, other, kind in _relations(home):
        row = Relationship(other=patients[other], kind=kind, is_household=True, is_emergency_contact=other < 2)
        particulars.add(patient=patients[one], row=row, by=by, at=at + timedelta(minutes=4))
    asked_by = draw.choice(order.who_may(Permission.CHART_EDIT))
    for patient in patients:
        _allergies(patient, by=asked_by, draw=draw, at=at + timedelta(minutes=draw.randint(9, 40)))
        _alert(patient, by=asked_by, draw=draw, at=at + timedelta(minutes=draw.randint(41, 50)))


def _relations(home: Sequence[Housemate]) -> Iterator[tuple[int, int, str]]:
    """Places in the home of a person and of who that is to them. The other chart shows it from the other side."""
    adults = [place for place, each in enumerate(home) if not each.member.is_child]
    if len(adults) == 2 and all(home[place].member.is_partnered for place in adults):
        is_married = home[adults[0]].person.marital_status == "M"
        yield adults[0], adults[1], RelationKind.SPOUSE if is_married else RelationKind.PARTNER
    for place, each in enumerate(home):
        if each.member.is_child:
            for adult in adults:
                is_woman = home[adult].member.is_woman
                yield place, adult, RelationKind.MOTHER if is_woman else RelationKind.FATHER


def _allergies(patient: Patient, *, by: Actor, draw: random.Random, at: datetime) -> None:
    drawn = draw.randrange(100)
    if drawn < NONE_KNOWN:
        warnings.state_no_known_allergies(patient=patient, by=by, at=at)
    elif drawn < NONE_KNOWN + LISTED:
        known = ALLERGIES.get(current_clinic().language, ALLERGIES["en"])
        for allergy in draw.sample(known, draw.choice((1, 1, 1, 2, 2, 3))):
            warnings.add_allergy(patient=patient, values=allergy._asdict(), by=by, at=at)


def _alert(patient: Patient, *, by: Actor, draw: random.Random, at: datetime) -> None:
    age = patient.age_on(at.date())
    known = ALERTS.get(current_clinic().language, ALERTS["en"])
    fitting = [each for each in known if age is not None and each.ages[0] <= age <= each.ages[1]]
    if fitting and draw.random() < ALERTED:
        alert = draw.choice(fitting)
        warnings.add_alert(
            patient=patient, text=alert.text, category=alert.category, severity=alert.severity, by=by, at=at
        )
