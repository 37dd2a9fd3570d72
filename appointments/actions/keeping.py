"""What every change of an appointment has in common: one version, one entry in the trail, one event, one notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from appointments.local_time import day_of
from appointments.models import Appointment, AppointmentVersion
from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.events.live import announce
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal


class ChangedMeanwhile(Refusal):
    """Somebody else changed the appointment; `current` is how it stands now."""

    code = "appointment_changed_meanwhile"
    sentence = _("Somebody else changed this appointment meanwhile. Look at it again before you change it.")
    status = 412

    def __init__(self, current: Appointment) -> None:
        super().__init__()
        self.current = current


class AlreadyOver(Refusal):
    code = "appointment_over"
    sentence = _("This appointment is no longer booked, so it cannot be changed. Book a new one.")


def locked(appointment: Appointment, *, version: int | None = None) -> Appointment:
    """The appointment as it is now, nobody else changing it until the transaction ends.

    Raises ChangedMeanwhile when a version is given and another one stands.
    """
    current = Appointment.objects.select_related("location").locked().get(pk=appointment.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def keep(
    appointment: Appointment,
    *,
    change: str,
    by: Actor,
    at: datetime,
    fields: Iterable[str] = (),
    reason: str = "",
    days_before: Iterable[str] = (),
) -> None:
    """Write what the appointment says now as its next version. `days_before` are topics it was watched under."""
    is_new = appointment._state.adding
    if not is_new:
        appointment.version += 1
    appointment.save(force_insert=is_new)
    AppointmentVersion.objects.create(
        appointment=appointment,
        number=appointment.version,
        change=change,
        status=appointment.status,
        provider_id=appointment.provider_id,
        location_id=appointment.location_id,
        room_id=appointment.room_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        is_overbooked=appointment.is_overbooked,
        at=at,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
    )
    audit.record(
        event=f"appointment.{change}",
        by=by,
        at=at,
        patients=[appointment.patient_id],
        subject=appointment,
        fields=fields,
        reason=reason,
    )
    ids = {"appointment": appointment.pk, "patient": appointment.patient_id, "provider": appointment.provider_id}
    publish(kind=f"appointment.{change}", ids=ids, at=at)
    for topic in sorted({*days_before, day_topic(appointment)}):
        announce(kind="calendar", id=topic)
    if not is_new:
        announce(kind="appointment", id=appointment.pk)


def day_topic(appointment: Appointment) -> str:
    """Under which the open day pages of its site watch it: site and day of the site."""
    location = appointment.location
    return f"{location.pk}:{day_of(appointment.starts_at, location.zone)}"
