"""How the trail names people, and finds the one somebody asks about."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

import clinics.kit.lookups  # noqa: F401  `among`
from clinics.kit.actor import Actor
from clinics.oversight.registry import Named
from clinics.staff.permissions import Permission
from patients.models import Patient
from patients.queries import filing

PARTS = ("record_number", "given", "middle", "family", "suffix")


def label(ids: Collection[UUID], /, *, to: Actor) -> dict[UUID, Named]:
    """Name and record number of those whom the reader sees; of others, and for auditors, the number alone."""
    found = Patient.objects.filter(pk__among=list(ids)).only(*PARTS)
    if not to.may(Permission.PATIENT_VIEW):
        return {person.pk: _number(person) for person in found}
    hidden = set(found.hidden_from(to).values_list("pk", flat=True)) if not to.sight.is_whole else set()
    return {person.pk: _number(person) if person.pk in hidden else _full(person) for person in found}


def _number(person: Patient) -> Named:
    return Named(person.record_number or _("a record in error"))


def _full(person: Patient) -> Named:
    name = person.name or _("Name not recorded")
    url = reverse("patients:patient", args=[person.pk])
    return Named(f"{name} ({person.record_number})" if person.record_number else name, url)


def find(text: str, /) -> UUID | None:
    """By record number, or by id as the trail holds it."""
    by_number = Patient.objects.filter(record_number_token=filing.record_number_token(text.strip()))
    known = by_number.values_list("pk", flat=True).first()
    return known or _by_id(text.strip())


def _by_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
