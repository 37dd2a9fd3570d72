"""Patients: found, registered, read and changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from clinics.api import pages, preconditions
from clinics.api.endpoint import Endpoint, kept
from clinics.api.filters import one_of
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.staff.permissions import Permission
from patients.actions import identity, lookup, registration
from patients.actions.keeping import EnteredInError
from patients.api import shapes
from patients.models import Patient, PatientStatus, Source
from patients.queries.parts import parts_of
from patients.queries.search import CANDIDATES, find

Q = parameter("q", says="Words of a name, a birth date, telephone, e-mail, record number or `system|value`.")
STATUS = parameter("status", says="Only those of this status.", among=PatientStatus.values)


class Patients(Endpoint):
    @operation(
        "List or find patients",
        needs=Permission.PATIENT_VIEW,
        gives=shapes.PatientRecord,
        many=True,
        parameters=(Q, STATUS),
        says="In the order they were registered, the first first; with `q` the best match first.",
    )
    def get(self, request: ApiRequest) -> Response:
        status = one_of(request, "status", PatientStatus.values)
        people = Patient.objects.visible_to(request.actor).defer("search_tokens", "search_values")
        with transaction.atomic():
            if "q" in request.query_params:
                page = _found(request, people, status)
            else:
                people = people.filter(status=status) if status else people.correct()
                page = pages.page_of(request, people.order_by("recorded_at", "id"))
                lookup.record_listing(patients=page, by=request.actor, at=request.at)
            parts = parts_of(page)
        return pages.answer(request, page, lambda patient: shapes.record(patient, parts))

    @kept
    @operation(
        "Register a patient",
        needs=(Permission.PATIENT_VIEW, Permission.PATIENT_REGISTER),
        takes=shapes.NewPerson,
        gives=shapes.PatientRecord,
        status=201,
        key="welcome",
        refuses=(registration.LooksLikeSomeone, registration.RecordNumberTaken, registration.IdentifierTaken),
    )
    def post(self, request: ApiRequest) -> Response:
        sent = shapes.NewPerson(data=request.data)
        sent.is_valid(raise_exception=True)
        patient = registration.register(
            person=shapes.details_of(sent.validated_data),
            by=request.actor,
            at=request.at,
            source=Source.API,
            even_if_alike=sent.validated_data["even_if_alike"],
        )
        answer = shown(request, patient.pk, status=201)
        answer["Location"] = reverse("api:patient", args=[patient.pk])
        return answer


class OnePatient(Endpoint):
    @operation("Read a patient", needs=Permission.PATIENT_VIEW, gives=shapes.PatientRecord)
    def get(self, request: ApiRequest, patient_id: UUID) -> Response:
        patient = of(request, patient_id)
        lookup.record_view(patient=patient, by=request.actor, at=request.at)
        return shown(request, patient.pk)

    @operation(
        "Change who a patient is",
        needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
        takes=shapes.Person,
        gives=shapes.PatientRecord,
        changes_a_record=True,
        refuses=(EnteredInError, registration.RecordNumberTaken),
        says="Send what changes. Null or empty says that it is not recorded.",
    )
    def patch(self, request: ApiRequest, patient_id: UUID) -> Response:
        patient = of(request, patient_id)
        preconditions.must_be(request, preconditions.etag(patient.version))
        sent = shapes.Person(data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        version = preconditions.version_meant(request)
        identity.edit(patient=patient, version=version, values=sent.validated_data, by=request.actor, at=request.at)
        return shown(request, patient.pk)


class Inactivity(Endpoint):
    """Whether somebody still comes, as a thing that begins and ends."""

    @operation(
        "Mark a patient inactive", needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT), gives=shapes.PatientRecord
    )
    def put(self, request: ApiRequest, patient_id: UUID) -> Response:
        identity.mark_inactive(patient=of(request, patient_id), by=request.actor, at=request.at)
        return shown(request, patient_id)

    @operation(
        "Mark a patient active again",
        needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
        gives=shapes.PatientRecord,
    )
    def delete(self, request: ApiRequest, patient_id: UUID) -> Response:
        identity.mark_active(patient=of(request, patient_id), by=request.actor, at=request.at)
        return shown(request, patient_id)


class EntryInError(Endpoint):
    @operation(
        "Say that a patient was entered in error",
        needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
        takes=shapes.WithdrawalReason,
        gives=shapes.PatientRecord,
        refuses=(identity.IsInUse, EnteredInError),
        says="The record stays readable and is found no more.",
    )
    def post(self, request: ApiRequest, patient_id: UUID) -> Response:
        patient = of(request, patient_id)
        sent = shapes.WithdrawalReason(data=request.data)
        sent.is_valid(raise_exception=True)
        reason = sent.validated_data["reason"]
        identity.mark_entered_in_error(patient=patient, reason=reason, by=request.actor, at=request.at)
        return shown(request, patient_id)


def of(request: ApiRequest, patient_id: UUID) -> Patient:
    """The patient, if this actor may see them. Raises Http404."""
    return get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)


def shown(request: ApiRequest, patient_id: UUID, *, status: int = 200) -> Response:
    """The patient as it stands now, with its ETag."""
    patient = Patient.objects.visible_to(request.actor).get(pk=patient_id)
    headers = {"ETag": preconditions.etag(patient.version)}
    return Response(shapes.record(patient, parts_of([patient])), status=status, headers=headers)


def _found(request: ApiRequest, people: Any, status: str | None) -> pages.Page[Patient]:
    """The page of the best hits, loaded with their records and recorded as searched."""
    results = find(request.query_params["q"], to=request.actor, limit=CANDIDATES)
    hits = [hit.patient for hit in results.hits if not status or hit.patient.status == status]
    page = pages.page_of_found(request, hits, are_more=results.are_more)
    loaded = people.in_bulk([patient.pk for patient in page])
    page[:] = [loaded[patient.pk] for patient in page]
    lookup.record_search(patients=page, by=request.actor, at=request.at)
    return page
