"""Whom people who work here meet, as far as appointments know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from appointments.models import Appointment, AppointmentStatus
from clinics.kit.sight import Reach
from clinics.places.models import Workplace
from patients.ties import Tie, ties

S = AppointmentStatus
REMEMBERED = timedelta(days=365)
"""How long somebody who was met stays somebody's patient."""


def met(user_id: str, /) -> QuerySet[Any, Any]:
    """Patients who are booked with this person, or were within a year."""
    rows = Appointment.objects.filter(provider__user=UUID(user_id), ends_at__gt=Now() - REMEMBERED)
    return rows.exclude(status__in=(S.CANCELLED, S.ENTERED_IN_ERROR)).values("patient")


def cared_for_at(user_id: str, /) -> QuerySet[Any, Any]:
    """Patients with an appointment, whenever it was, at a site where this person works."""
    sites = Workplace.objects.of(user_id).values("site")
    return Appointment.objects.filter(location__in=sites).exclude(status=S.ENTERED_IN_ERROR).values("patient")


def register() -> None:
    ties.register(Tie(name="met", reach=Reach.PANEL, find=met, order=10))
    ties.register(Tie(name="at their sites", reach=Reach.SITE, find=cared_for_at, order=20))
