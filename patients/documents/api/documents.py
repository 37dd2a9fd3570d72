"""Documents: added, listed, handed out and withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from clinics.api import filters, pages, preconditions
from clinics.api.endpoint import Endpoint, kept
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.staff.permissions import Permission
from patients.documents import checking, quarantine
from patients.documents.actions import documents, previews, reading
from patients.documents.answers import attachment, shown
from patients.documents.api import shapes
from patients.documents.models import Document, DocumentStatus
from patients.documents.models.document import DocumentQuerySet
from patients.documents.storage import StorageFailed
from patients.models import Patient

READS = (Permission.PATIENT_VIEW, Permission.DOCUMENT_VIEW)
PATIENT = parameter("patient", UUID, says="Only those about this patient.")
STATUS = parameter("status", says="Only those of this status.", among=DocumentStatus.values)
REFUSES = (*checking.REFUSALS, StorageFailed)


class Documents(Endpoint):
    parser_classes = (MultiPartParser,)

    @operation(
        "List documents",
        needs=READS,
        gives=shapes.DocumentRecord,
        many=True,
        parameters=(PATIENT, STATUS),
        says="The latest first. Without a status withdrawn ones are among them.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = visible(request).latest_first()
        if patient := filters.identity(request, "patient"):
            found = found.about(patient)
        if status := filters.one_of(request, "status", DocumentStatus.values):
            found = found.filter(status=status)
        with transaction.atomic():
            page = pages.page_of(request, found)
            reading.record_listing(documents=page, by=request.actor, at=request.at)
        return pages.answer(request, page, shapes.record)

    @kept
    @operation(
        "Add a document",
        needs=(*READS, Permission.DOCUMENT_ADD),
        takes=shapes.NewDocument,
        gives=shapes.DocumentRecord,
        status=201,
        key="welcome",
        refuses=REFUSES,
        says="What the bytes are decides the kind, not the name. Kept encrypted with the clinic's key. "
        "Where there is a virus scanner it is handed out once `scan` is `clean`.",
    )
    def post(self, request: ApiRequest) -> Response:
        sent = shapes.NewDocument(data=request.data)
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        document = documents.add(
            patient=_patient(request, told["patient"]),
            file=told["file"],
            file_name=told["file"].name,
            title=told["title"],
            category=told["category"],
            by=request.actor,
            at=request.at,
        )
        location = reverse("api:document", args=[document.pk])
        return Response(shapes.record(document), status=201, headers={**_tag(document), "Location": location})


class OneDocument(Endpoint):
    @operation(
        "Read what is known of a document",
        needs=READS,
        gives=shapes.DocumentRecord,
    )
    def get(self, request: ApiRequest, document_id: UUID) -> Response:
        document = of(request, document_id)
        reading.record_view(document=document, by=request.actor, at=request.at)
        return Response(shapes.record(document), headers=_tag(document))


class Content(Endpoint):
    @operation(
        "Download a document",
        needs=READS,
        gives=OpenApiTypes.BINARY,
        refuses=(documents.IsWithdrawn, *quarantine.REFUSALS, StorageFailed),
    )
    def get(self, request: ApiRequest, document_id: UUID) -> FileResponse:
        document = of(request, document_id)
        content = documents.open_content(document=document, by=request.actor, at=request.at)
        return attachment(document, content)


class Preview(Endpoint):
    @operation(
        "See a document's preview",
        needs=READS,
        gives=OpenApiTypes.BINARY,
        refuses=(documents.IsWithdrawn, *quarantine.REFUSALS, previews.NoPreview, StorageFailed),
        says="A WebP picture of the first page.",
    )
    def get(self, request: ApiRequest, document_id: UUID) -> FileResponse:
        document = of(request, document_id)
        picture = previews.open_preview(document=document, by=request.actor, at=request.at)
        return shown(picture)


class Withdrawal(Endpoint):
    @operation(
        "Withdraw a document",
        needs=(*READS, Permission.DOCUMENT_WITHDRAW),
        takes=shapes.Withdrawal,
        gives=shapes.DocumentRecord,
        refuses=(documents.AlreadyWithdrawn,),
        says="It stays, marked, with the reason.",
    )
    def post(self, request: ApiRequest, document_id: UUID) -> Response:
        document = of(request, document_id)
        sent = shapes.Withdrawal(data=request.data)
        sent.is_valid(raise_exception=True)
        document = documents.withdraw(document=document, **sent.validated_data, by=request.actor, at=request.at)
        return Response(shapes.record(document), headers=_tag(document))


def visible(request: ApiRequest) -> DocumentQuerySet:
    people = Patient.objects.visible_to(request.actor)
    return Document.objects.filter(patient__in=people).visible_to(request.actor)


def of(request: ApiRequest, document_id: UUID) -> Document:
    """The document, if this actor may see it. Raises Http404."""
    return get_object_or_404(visible(request), pk=document_id)


def _tag(document: Document) -> dict[str, Any]:
    return {"ETag": preconditions.etag(document.version)}


def _patient(request: ApiRequest, patient_id: UUID) -> Patient:
    patient = Patient.objects.visible_to(request.actor).correct().filter(pk=patient_id).first()
    if patient is None:
        raise ValidationError({"patient": [_("There is no such patient.")]}, code="unknown")
    return patient
