"""Appointments: booked, moved, cancelled and attended, through the same actions as the calendar's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from appointments.actions import booking, keeping, moving, placing, reading, visits
from appointments.actions.reserving import CalendarBusy, SlotTaken
from appointments.api import shapes
from appointments.models import Appointment, AppointmentStatus, AppointmentType, Provider
from clinics.api import filters, pages, preconditions
from clinics.api.endpoint import Endpoint, kept
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.places.models import Location
from clinics.staff.permissions import Permission
from patients.models import Patient

PARAMETERS = (
    parameter("patient", UUID, says="Only those of this patient."),
    parameter("provider", UUID, says="Only those with this provider."),
    parameter("location", UUID, says="Only those at this site."),
    parameter("status", says="Only those of this status.", among=AppointmentStatus.values),
    parameter("from", says="Only those that start at this moment or later."),
    parameter("until", says="Only those that start before this moment."),
)
SEES = (Permission.PATIENT_VIEW, Permission.CALENDAR_VIEW)
BOOKS = (*SEES, Permission.APPOINTMENT_BOOK)
REFUSES = (SlotTaken, CalendarBusy, placing.OutsideHours, placing.CannotBeBooked, placing.NotOffered)


class Appointments(Endpoint):
    @operation(
        "List appointments",
        needs=SEES,
        gives=shapes.AppointmentRecord,
        many=True,
        parameters=PARAMETERS,
        says="In the order of their times.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = visible(request).order_by("starts_at", "pk")
        for name in ("patient", "provider", "location"):
            if identity := filters.identity(request, name):
                found = found.filter(**{name: identity})
        if status := filters.one_of(request, "status", AppointmentStatus.values):
            found = found.filter(status=status)
        if begin := filters.moment(request, "from"):
            found = found.filter(starts_at__gte=begin)
        if end := filters.moment(request, "until"):
            found = found.filter(starts_at__lt=end)
        page = pages.page_of(request, found.values_list(*shapes.TOLD, named=True))
        reading.record_list(patients=[each.patient_id for each in page], by=request.actor, at=request.at)
        return pages.answer(request, page, shapes.record)

    @kept
    @operation(
        "Book an appointment",
        needs=BOOKS,
        takes=shapes.NewAppointment,
        gives=shapes.AppointmentRecord,
        status=201,
        key="needed",
        refuses=REFUSES,
    )
    def post(self, request: ApiRequest) -> Response:
        sent = shapes.NewAppointment(data=request.data)
        sent.is_valid(raise_exception=True)
        told = dict(sent.validated_data)
        people = Patient.objects.visible_to(request.actor).correct()
        booked = booking.book(
            patient=_named(people, told.pop("patient"), "patient"),
            type=_named(AppointmentType.objects.active(), told.pop("type"), "type"),
            provider=_named(Provider.objects.active(), told.pop("provider"), "provider"),
            location=_named(Location.objects.active(), told.pop("location"), "location"),
            excuses=placing.Excuses(outside_hours=told.pop("outside_hours_reason")),
            **told,
            by=request.actor,
            at=request.at,
        )
        answer = shown(request, booked.pk, status=201)
        answer["Location"] = reverse("api:appointment", args=[booked.pk])
        return answer


class OneAppointment(Endpoint):
    @operation("Read an appointment", needs=SEES, gives=shapes.AppointmentRecord)
    def get(self, request: ApiRequest, appointment_id: UUID) -> Response:
        appointment = of(request, appointment_id)
        reading.record_view(appointment=appointment, by=request.actor, at=request.at)
        return shown(request, appointment.pk)

    @operation(
        "Move an appointment",
        needs=BOOKS,
        takes=shapes.Moving,
        gives=shapes.AppointmentRecord,
        changes_a_record=True,
        refuses=(*REFUSES, keeping.AlreadyOver),
    )
    def patch(self, request: ApiRequest, appointment_id: UUID) -> Response:
        appointment = of(request, appointment_id)
        sent = shapes.Moving(data=request.data)
        sent.is_valid(raise_exception=True)
        told: dict[str, Any] = dict(sent.validated_data)
        if "provider" in told:
            told["provider"] = _named(Provider.objects.active(), told["provider"], "provider")
        if "location" in told:
            told["location"] = _named(Location.objects.active(), told["location"], "location")
        excuses = placing.Excuses(outside_hours=told.pop("outside_hours_reason"))
        version = preconditions.version_meant(request)
        moving.move(appointment=appointment, version=version, excuses=excuses, **told, by=request.actor, at=request.at)
        return shown(request, appointment_id)


class Cancellation(Endpoint):
    @operation(
        "Cancel an appointment",
        needs=BOOKS,
        takes=shapes.Cancelling,
        gives=shapes.AppointmentRecord,
        changes_a_record=True,
        refuses=(keeping.AlreadyOver,),
    )
    def post(self, request: ApiRequest, appointment_id: UUID) -> Response:
        appointment = of(request, appointment_id)
        sent = shapes.Cancelling(data=request.data)
        sent.is_valid(raise_exception=True)
        version = preconditions.version_meant(request)
        booking.cancel(appointment=appointment, version=version, **sent.validated_data, by=request.actor, at=request.at)
        return shown(request, appointment_id)


def step(summary: str, act: Callable[..., Appointment], permission: Permission) -> type[Endpoint]:
    """The address of one step of a visit."""

    class Step(Endpoint):
        @operation(
            summary,
            needs=(*SEES, permission),
            gives=shapes.AppointmentRecord,
            changes_a_record=True,
            refuses=(visits.WrongState, visits.TooEarly),
        )
        def post(self, request: ApiRequest, appointment_id: UUID) -> Response:
            appointment = of(request, appointment_id)
            version = preconditions.version_meant(request)
            act(appointment=appointment, version=version, by=request.actor, at=request.at)
            return shown(request, appointment_id)

    return Step


Arrival = step("Say that the patient arrived", visits.check_in, Permission.APPOINTMENT_ARRIVE)
Beginning = step("Say that the patient is being seen", visits.start, Permission.APPOINTMENT_ATTEND)
Completion = step("Say that the patient was seen", visits.complete, Permission.APPOINTMENT_ATTEND)
NoShow = step("Say that the patient did not come", visits.mark_no_show, Permission.APPOINTMENT_ARRIVE)


def visible(request: ApiRequest) -> Any:
    return Appointment.objects.visible_to(request.actor)


def of(request: ApiRequest, appointment_id: UUID) -> Appointment:
    """The appointment, if this actor may see it. Raises Http404."""
    rows = visible(request).select_related("patient", "type", "provider", "location", "room", "equipment")
    return get_object_or_404(rows, pk=appointment_id)


def shown(request: ApiRequest, appointment_id: UUID, *, status: int = 200) -> Response:
    """The appointment as it stands now, with its ETag."""
    appointment = visible(request).for_record().get(pk=appointment_id)
    headers = {"ETag": preconditions.etag(appointment.version)}
    return Response(shapes.record(appointment), status=status, headers=headers)


def _named(rows: Any, identity: UUID, field: str) -> Any:
    found = rows.filter(pk=identity).first()
    if found is None:
        raise ValidationError({field: [_("Choose one of those that exist and are in use.")]}, code="unknown")
    return found
