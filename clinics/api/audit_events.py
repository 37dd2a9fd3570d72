"""The audit trail, to be read by an auditor's programs: ids, names of events and of fields, never values."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from rest_framework import serializers
from rest_framework.response import Response

from clinics.api import filters, pages
from clinics.api.bodies import moment
from clinics.api.endpoint import Endpoint
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.audit import actions as audit
from clinics.audit.models import AuditEvent
from clinics.staff.permissions import Permission

PARAMETERS = (
    parameter("patient", says="Only those about this patient (id)."),
    parameter("event", says="Only those of this name, such as `patient.viewed`."),
    parameter("actor", says="Only those by this actor (id)."),
    parameter("request", says="Only those of this request (id)."),
    parameter("at_from", says="Only those at this moment or later."),
    parameter("at_before", says="Only those before this moment."),
)


class AuditEventRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    event = serializers.CharField()
    actor_kind = serializers.CharField()
    actor_id = serializers.CharField()
    actor_roles = serializers.ListField(child=serializers.CharField())
    patients = serializers.ListField(child=serializers.UUIDField())
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    fields_named = serializers.ListField(child=serializers.CharField())
    reason_code = serializers.CharField()
    channel = serializers.CharField()
    request_id = serializers.CharField()
    ip = serializers.IPAddressField(allow_null=True)


class AuditEvents(Endpoint):
    @operation(
        "List audit events",
        needs=Permission.AUDIT_VIEW,
        gives=AuditEventRecord,
        many=True,
        parameters=PARAMETERS,
        says="The latest first. That they were read is recorded, too.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = AuditEvent.objects.order_by("-at", "-id")
        if patient := filters.identity(request, "patient"):
            found = found.about(patient)
        asked = request.query_params
        for name, column in (("event", "event"), ("actor", "actor_id"), ("request", "request_id")):
            if name in asked:
                found = found.filter(**{column: asked[name]})
        if since := filters.moment(request, "at_from"):
            found = found.filter(at__gte=since)
        if until := filters.moment(request, "at_before"):
            found = found.filter(at__lt=until)
        with transaction.atomic():
            page = pages.page_of(request, found)
            audit.record(event="audit.listed", by=request.actor, at=request.at)
        return pages.answer(request, page, record)


def record(event: AuditEvent) -> dict[str, Any]:
    return {
        "id": str(event.pk),
        "at": moment(event.at),
        "event": event.event,
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "actor_roles": event.actor_roles,
        "patients": [str(patient) for patient in event.patient_ids],
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "fields_named": event.fields,
        "reason_code": event.reason_code,
        "channel": event.channel,
        "request_id": event.request_id,
        "ip": event.ip,
    }
