"""Short lists of people: found, recently opened, recently registered. There is no list of everyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.addresses import address_of
from patients.models import Patient
from patients.queries.banner import age_shown, first_phone, status_shown
from patients.queries.duplicates import Alike
from patients.queries.search import Hit

SHOWN = 8


@dataclass(frozen=True)
class Row:
    """One person in a list; `note` says why they are in it, `status` what is unusual."""

    id: UUID
    name: str
    url: str
    preferred_name: str
    birth_date: date | None
    age: str
    record_number: str
    phone: str
    status: str | Promise = ""
    note: str | Promise = ""
    moment: datetime | None = None


def row_of(patient: Patient, *, at: datetime, note: str | Promise = "", moment: datetime | None = None) -> Row:
    """The person as lists show them, out of their own row."""
    return Row(
        id=patient.pk,
        name=patient.name or _("Name not recorded"),
        url=address_of("patients:patient", patient.pk),
        preferred_name=patient.preferred_name,
        birth_date=patient.birth_date,
        age=age_shown(patient, at=at),
        record_number=patient.record_number,
        phone=first_phone(patient),
        status=status_shown(patient),
        note=note,
        moment=moment,
    )


def found_rows(hits: Iterable[Hit], *, at: datetime) -> list[Row]:
    """Hits, saying which of them only sound alike."""
    return [row_of(hit.patient, at=at, note=_("sounds alike") if hit.only_sounds_alike else "") for hit in hits]


def alike_rows(found: Iterable[Alike], *, at: datetime) -> list[Row]:
    """Likely duplicates with the reasons."""
    return [row_of(each.patient, at=at, note=", ".join(str(reason.label) for reason in each.reasons)) for each in found]


def recently_opened(to: Actor, *, limit: int = SHOWN) -> list[tuple[Patient, datetime]]:
    """Charts this actor opened last, with when."""
    opened = (
        Patient.objects.visible_to(to)
        .correct()
        .for_rows()
        .filter(openings__actor_id=to.id)
        .annotate(opened_at=F("openings__opened_at"))
        .order_by("-opened_at")
    )
    return [(patient, patient.opened_at) for patient in opened[:limit]]


def recently_registered(to: Actor, *, limit: int = SHOWN) -> list[Patient]:
    """The people who were registered last."""
    return list(Patient.objects.visible_to(to).latest_registered().for_rows()[:limit])
