"""Where appointments stand on the page of a patient, in the frame, and as people others refer to."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from appointments.actions import seeding
from appointments.models import Appointment
from clinics.events.live import LiveTopic, live_topics
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from patients.registries import UseReason, in_use


def booked(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people have, or had, an appointment."""
    return set(Appointment.objects.filter(patient__in=ids).values_list("patient_id", flat=True))


def register() -> None:
    sample_data.register(SampleData("calendar", 30, seeding.fill))
    live_topics.register(LiveTopic("calendar", Permission.CALENDAR_VIEW))
    live_topics.register(LiveTopic("appointment", Permission.CALENDAR_VIEW))
    in_use.register(UseReason(name="booked", label=_("booked"), used=booked, order=20))
