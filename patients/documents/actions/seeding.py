"""Sample documents of a part of the sample people."""

from __future__ import annotations

import io
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.documents.actions import documents
from patients.documents.models import Document, WithdrawalReason
from patients.documents.sample import About, files_about
from patients.documents.sample.paper import can_print
from patients.models import Patient, Source
from patients.sample.moments import office_moment

SHARE = 12  # one person in twelve has papers here
LATELY = 60  # days
EACH = (2, 4)


def fill(order: SampleOrder) -> None:
    """Papers and pictures of the last weeks."""
    order.tell(_("Adding documents"))
    clinic = current_clinic()
    zone = ZoneInfo(clinic.time_zone)
    draw = random.Random(f"documents:{order.seed}")  # noqa: S311 - papers to look at, not secrets
    known = Patient.objects.filter(
        source=Source.SAMPLE, deceased=None, recorded_at__lt=order.at - timedelta(days=LATELY + 5)
    )
    people = [each for each in known.order_by("recorded_at", "id") if can_print(each.name)]
    clinician = draw.choice(order.who_may(Permission.NOTE_SIGN, works_in="medicine"))
    added: list[Document] = []
    with translation.override(clinic.language):
        for patient in draw.sample(people, min(len(people), order.patients // SHARE)):
            for make in draw.sample(range(5), draw.randint(*EACH)):
                moment = office_moment(draw, days_ago=draw.randint(1, LATELY), at=order.at, zone=zone)
                added.append(_add(patient, make, by=clinician, order=order, draw=draw, at=moment))
    if added:
        _withdraw_one(draw.choice(added), order=order, draw=draw)


def _add(patient: Patient, make: int, *, by: Actor, order: SampleOrder, draw: random.Random, at: datetime) -> Document:
    clinic = current_clinic()
    about = About(
        language=clinic.language,
        clinic=clinic.name,
        name=patient.name,
        born=date_format(patient.birth_date, "DATE_FORMAT") if patient.birth_date else "",
        record_number=patient.record_number,
        day=date_format(at, "DATE_FORMAT"),
        clinician=by.name,
    )
    made = files_about(about)[make](draw)
    desk = draw.choice(order.who_may(Permission.DOCUMENT_ADD, works_in="reception"))
    return documents.add(
        patient=patient,
        file=io.BytesIO(made.content),
        file_name=made.file_name,
        title=made.title,
        category=made.category,
        by=desk,
        at=at,
    )


def _withdraw_one(document: Document, *, order: SampleOrder, draw: random.Random) -> None:
    by = draw.choice(order.who_may(Permission.DOCUMENT_WITHDRAW))
    at = min(document.uploaded_at + timedelta(hours=2), order.at)
    documents.withdraw(document=document, reason=WithdrawalReason.WRONG_PATIENT, text="", by=by, at=at)
