"""How much a clinic uses, in counts that name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.events.models import Job, JobState
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.models import User


@dataclass(frozen=True)
class Count:
    label: str | Promise
    number: int


def of(clinic: Clinic) -> list[Count]:
    """Counted in the schema of an open clinic; nobody enters the others."""
    if not clinic.is_active:
        return []
    with entering(clinic):
        counts = [
            Count(_("People who may sign in"), User.objects.active().count()),
            Count(_("Jobs under way"), Job.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING)).count()),
        ]
        patient: Any = apps.all_models["patients"].get("patient")
        if patient is not None:
            counts.append(Count(_("Patients"), patient.objects.count()))
        return counts
