"""What the calendar looks like to programs. Times are instants; a day is the day of its location."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from appointments.models import AppointmentStatus, AppointmentType, CancellationReason, Provider
from appointments.queries.openings import Opening
from clinics.api.bodies import Body, moment
from clinics.encryption.sealed import Sealed
from clinics.places.models import Location, LocationKind


class ProviderRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    is_active = serializers.BooleanField()


class OpeningHoursRecord(serializers.Serializer[Any]):
    """Open each week on an ISO weekday (1 is Monday) between these times of the site's clock; 00:00 ends the day."""

    weekday = serializers.IntegerField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()


class LocationRecord(serializers.Serializer[Any]):
    """A site, a department in one, or a room."""

    id = serializers.UUIDField()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]  # a field, which DRF takes out of the class
    kind = serializers.ChoiceField(LocationKind.choices)
    name = serializers.CharField()
    address = serializers.CharField()
    time_zone = serializers.CharField(help_text="IANA name.")
    is_active = serializers.BooleanField()
    closed_from = serializers.DateField(allow_null=True, help_text="The first day on which it is not used.")
    opening_hours = OpeningHoursRecord(many=True, help_text="Of a site, where they are said.")


class TypeRecord(serializers.Serializer[Any]):
    """What can be booked; without a fee `fee` is null."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    minutes = serializers.IntegerField()
    fee = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    preparation = serializers.CharField()
    is_active = serializers.BooleanField()


class OpeningRecord(serializers.Serializer[Any]):
    """A time that is free as the calendar stands."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    provider = serializers.UUIDField()
    location = serializers.UUIDField()


class Openings(serializers.Serializer[Any]):
    results = OpeningRecord(many=True)


class NewAppointment(Body):
    patient = serializers.UUIDField()
    type = serializers.UUIDField()
    provider = serializers.UUIDField()
    location = serializers.UUIDField(help_text="A site.")
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(min_value=5, max_value=1440, required=False, help_text="Else the type's.")
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    comment = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    outside_hours_reason = serializers.CharField(
        max_length=300, required=False, allow_blank=True, default="", help_text="Why outside the provider's hours."
    )


class Moving(Body):
    """What is not sent stays."""

    starts_at = serializers.DateTimeField(required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=1440, required=False)
    provider = serializers.UUIDField(required=False)
    location = serializers.UUIDField(required=False)
    outside_hours_reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class Cancelling(Body):
    reason = serializers.ChoiceField(CancellationReason.choices)
    text = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class AppointmentRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    type = serializers.UUIDField()
    provider = serializers.UUIDField()
    location = serializers.UUIDField()
    room = serializers.UUIDField(allow_null=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(AppointmentStatus.choices)
    status_at = serializers.DateTimeField()
    reason = serializers.CharField()
    comment = serializers.CharField()
    is_overbooked = serializers.BooleanField()
    is_outside_hours = serializers.BooleanField()
    cancellation_reason = serializers.ChoiceField(CancellationReason.choices, allow_blank=True)
    version = serializers.IntegerField(help_text="Also the ETag.")


def provider(row: Provider) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "title": row.title, "is_active": row.is_active}


def location(row: Location) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "parent": str(row.parent_id) if row.parent_id else None,
        "kind": row.kind,
        "name": row.name,
        "address": row.address,
        "time_zone": row.time_zone,
        "is_active": row.is_active,
        "closed_from": row.closed_from.isoformat() if row.closed_from else None,
        "opening_hours": [
            {"weekday": each.weekday, "starts": f"{each.starts:%H:%M}", "ends": f"{each.ends:%H:%M}"}
            for each in row.opening_hours.all()
        ],
    }


def kind(row: AppointmentType) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "minutes": row.minutes,
        "fee": None if row.fee is None else f"{row.fee.normalize():f}",
        "currency": row.currency,
        "preparation": row.preparation,
        "is_active": row.is_active,
    }


def opening(row: Opening) -> dict[str, Any]:
    return {
        "starts_at": moment(row.starts_at),
        "ends_at": moment(row.ends_at),
        "provider": str(row.provider.pk),
        "location": str(row.location.pk),
    }


TOLD = (
    *("id", "patient_id", "type_id", "provider_id", "location_id", "room_id", "starts_at", "ends_at"),
    *(
        "status",
        "status_at",
        "reason",
        "comment",
        "is_overbooked",
        "is_outside_hours",
        "cancellation_reason",
        "version",
    ),
)


def record(row: Any) -> dict[str, Any]:
    """An appointment, or a row of these names of one; what is sealed in a row is opened here."""
    reason, comment = (
        each.open(row=row.id) if isinstance(each, Sealed) else each for each in (row.reason, row.comment)
    )
    return {
        "id": str(row.id),
        "patient": str(row.patient_id),
        "type": str(row.type_id),
        "provider": str(row.provider_id),
        "location": str(row.location_id),
        "room": str(row.room_id) if row.room_id else None,
        "starts_at": moment(row.starts_at),
        "ends_at": moment(row.ends_at),
        "status": row.status,
        "status_at": moment(row.status_at),
        "reason": reason,
        "comment": comment,
        "is_overbooked": row.is_overbooked,
        "is_outside_hours": row.is_outside_hours,
        "cancellation_reason": row.cancellation_reason,
        "version": row.version,
    }
