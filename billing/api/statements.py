"""An account over a period, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from billing.actions import reading
from billing.api.shapes import text
from billing.forms.statement import usual_since
from billing.queries.statements import Statement, statement
from clinics.api import filters
from clinics.api.endpoint import Endpoint
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.kit.current import current_clinic
from clinics.staff.permissions import Permission
from patients.models import Patient


class StatementLine(serializers.Serializer[Any]):
    day = serializers.DateField()
    what = serializers.CharField()
    invoice = serializers.UUIDField(allow_null=True)
    change = serializers.CharField()
    balance = serializers.CharField()


class AgeRecord(serializers.Serializer[Any]):
    """Open amounts from `since` days past due until before `until`; the youngest are not due yet or hardly."""

    since = serializers.IntegerField()
    until = serializers.IntegerField(allow_null=True)
    amount = serializers.CharField()
    count = serializers.IntegerField()


class StatementRecord(serializers.Serializer[Any]):
    """What was owed before the first day, each movement, and what is owed after the last; both days are in it."""

    patient = serializers.UUIDField()
    since = serializers.DateField()
    until = serializers.DateField()
    currency = serializers.CharField()
    opening = serializers.CharField()
    lines = StatementLine(many=True)
    closing = serializers.CharField()
    aging = AgeRecord(many=True)


class OneStatement(Endpoint):
    @operation(
        "Read a statement of account",
        needs=(Permission.PATIENT_VIEW, Permission.BILLING_VIEW),
        gives=StatementRecord,
        parameters=(
            parameter("since", date, says="The first day; three months before the last, unless given."),
            parameter("until", date, says="The last day; today, unless given."),
        ),
        says="Amounts above zero are owed to the clinic, those below it are held for the patient.",
    )
    def get(self, request: ApiRequest, patient_id: UUID) -> Response:
        patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
        clinic = current_clinic()
        until = filters.day(request, "until") or request.at.astimezone(ZoneInfo(clinic.time_zone)).date()
        since = filters.day(request, "since") or usual_since(until)
        if since > until:
            raise ValidationError({"until": [_("The last day comes before the first. Exchange them.")]}, code="order")
        said = statement([patient], since=since, until=until, currency=clinic.currency)
        reading.record_statement(patients=[patient.pk], by=request.actor, at=request.at)
        return Response(_shape(said))


def _shape(said: Statement) -> dict[str, Any]:
    def money(amount: Any) -> str:
        return text(amount, said.currency)

    return {
        "patient": str(said.people[0].pk),
        "since": said.since.isoformat(),
        "until": said.until.isoformat(),
        "currency": said.currency,
        "opening": money(said.opening),
        "lines": [
            {
                "day": line.day.isoformat(),
                "what": line.what,
                "invoice": str(line.invoice_id) if line.invoice_id else None,
                "change": money(line.change),
                "balance": money(line.balance),
            }
            for line in said.lines
        ],
        "closing": money(said.closing),
        "aging": [
            {"since": age.since, "until": age.until, "amount": money(age.amount), "count": age.count}
            for age in said.ages
        ],
    }
