"""Contacts, addresses and identifiers of one patient: added, changed and removed in versions of the record."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from clinics.api import preconditions
from clinics.api.endpoint import Endpoint, kept
from clinics.api.operations import operation
from clinics.api.requests import ApiRequest
from clinics.staff.permissions import Permission
from patients.actions import particulars
from patients.actions.keeping import EnteredInError
from patients.actions.registration import IdentifierTaken
from patients.api import shapes
from patients.api.patients import of
from patients.models import Address, ContactPoint, Identifier, Patient

SAYS = "The ETag is that of the patient, whose version grows with every change."


def adding(part: str, model: type[Any], shape: type[Serializer[Any]], one: str) -> type[Endpoint]:
    """The address of all rows of this part of a record."""

    class Rows(Endpoint):
        part_of_record: ClassVar[str] = part

        @kept
        @operation(
            f"Add {one}",
            needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
            takes=shape,
            gives=shape,
            status=201,
            key="welcome",
            refuses=(EnteredInError, IdentifierTaken),
            says=SAYS,
        )
        def post(self, request: ApiRequest, patient_id: UUID) -> Response:
            patient = of(request, patient_id)
            sent = shape(data=request.data)
            sent.is_valid(raise_exception=True)
            row = model(patient=patient, **sent.validated_data)
            row = particulars.add(patient=patient, row=row, by=request.actor, at=request.at)
            return _shown(part, row, row.patient, status=201)

    return Rows


def changing(part: str, model: type[Any], shape: type[Serializer[Any]], one: str) -> type[Endpoint]:
    """The address of one row."""

    class Row(Endpoint):
        part_of_record: ClassVar[str] = part

        @operation(
            f"Change {one}",
            needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
            takes=shape,
            gives=shape,
            changes_a_record=True,
            refuses=(EnteredInError, IdentifierTaken),
            says=SAYS,
        )
        def patch(self, request: ApiRequest, patient_id: UUID, row_id: UUID) -> Response:
            row = _row(request, model, patient_id, row_id)
            preconditions.must_be(request, preconditions.etag(row.patient.version))
            sent = shape(data=request.data, partial=True)
            sent.is_valid(raise_exception=True)
            version, values = preconditions.version_meant(request), sent.validated_data
            row = particulars.change(row=row, version=version, values=values, by=request.actor, at=request.at)
            return _shown(part, row, of(request, patient_id))

        @operation(
            f"Remove {one}",
            needs=(Permission.PATIENT_VIEW, Permission.PATIENT_EDIT),
            status=204,
            refuses=(EnteredInError,),
        )
        def delete(self, request: ApiRequest, patient_id: UUID, row_id: UUID) -> Response:
            row = _row(request, model, patient_id, row_id)
            patient = particulars.remove(row=row, by=request.actor, at=request.at)
            return Response(status=204, headers={"ETag": preconditions.etag(patient.version)})

    return Row


def _row(request: ApiRequest, model: type[Model], patient_id: UUID, row_id: UUID) -> Any:
    patient = of(request, patient_id)
    rows = model._default_manager.select_related("patient")
    return get_object_or_404(rows, pk=row_id, patient=patient)


def _shown(part: str, row: Any, patient: Patient, *, status: int = 200) -> Response:
    headers = {"ETag": preconditions.etag(patient.version)}
    return Response(shapes.part(part, row), status=status, headers=headers)


CONTACT = ("contacts", ContactPoint, shapes.Contact, "a contact")
ADDRESS = ("addresses", Address, shapes.Address, "an address")
IDENTIFIER = ("identifiers", Identifier, shapes.Identifier, "an identifier")

Contacts, OneContact = adding(*CONTACT), changing(*CONTACT)
Addresses, OneAddress = adding(*ADDRESS), changing(*ADDRESS)
Identifiers, OneIdentifier = adding(*IDENTIFIER), changing(*IDENTIFIER)
