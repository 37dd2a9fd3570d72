"""The appointments of a day as rows, which are quickly compared, and made into appointments only to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from appointments.intervals import Interval
from appointments.models import Appointment, AppointmentStatus, AppointmentType, Provider
from appointments.models.appointment import AppointmentQuerySet
from clinics.places.models import Location
from patients.models import Patient

Row = tuple[Any, ...]
MINUTE = timedelta(minutes=1)
OWN = (
    *("id", "patient_id", "type_id", "provider_id", "room_id"),
    *("starts_at", "ends_at", "status", "status_at", "is_overbooked", "version"),
)
OF_TYPE, OF_ROOM, OF_PATIENT = ("name", "tone"), ("name",), ("given", "middle", "family", "suffix")
NAMES = (
    *OWN,
    *(f"type__{name}" for name in OF_TYPE),
    *(f"room__{name}" for name in OF_ROOM),
    *(f"patient__{name}" for name in OF_PATIENT),
)
PATIENT, PROVIDER, ROOM, STARTS, STATUS = (
    NAMES.index(name) for name in ("patient_id", "provider_id", "room_id", "starts_at", "status")
)


def rows_of(found: AppointmentQuerySet) -> list[Row]:
    """With what a day shows of each and no more, in the day's order; what is sealed stays so."""
    return list(found.order_by("starts_at", "pk").values_list(*NAMES))


def appointment_of(row: Row, providers: Mapping[UUID, Provider]) -> Appointment:
    """The appointment that the row is of, with what stands in the row."""
    told = iter(row)
    own = [next(told) for _name in OWN]
    appointment = Appointment.from_db(None, OWN, own)
    appointment.type = _part(AppointmentType, appointment.type_id, OF_TYPE, told)
    room = _part(Location, appointment.room_id, OF_ROOM, told)
    appointment.room = room if appointment.room_id else None
    appointment.patient = _part(Patient, appointment.patient_id, OF_PATIENT, told)
    appointment.provider = providers[appointment.provider_id]
    return appointment


def _part(model: Any, identity: UUID | None, names: tuple[str, ...], told: Any) -> Any:
    return model.from_db(None, ("id", *names), [identity, *(next(told) for _name in names)])


def minute_that_matters(at: datetime, bounds: Interval, rows: list[Row]) -> datetime:
    """Now, to the minute. Until a day begins it looks the same all the time, unless somebody came before it."""
    begins = min([bounds[0], *(row[STARTS] for row in rows)])
    if at < begins and all(row[STATUS] != AppointmentStatus.ARRIVED for row in rows):
        at = begins - MINUTE
    return at.replace(second=0, microsecond=0)
