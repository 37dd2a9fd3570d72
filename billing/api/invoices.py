"""Invoices as issued, and payments taken, through the same actions as the pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from billing.actions import payments, reading
from billing.actions.desks import NotInUse
from billing.actions.fees import NotPayable
from billing.api import shapes
from billing.models import Desk, Invoice, Payment
from billing.queries.desks import desks_in_use
from clinics.api import filters, pages
from clinics.api.endpoint import Endpoint, kept
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.staff.permissions import Permission
from patients.models import Patient

PATIENT = parameter("patient", UUID, says="Only those of this patient.")
STATES = ("open", "settled")
STATE = parameter("state", says="Only invoices that are to be paid, or settled.", among=STATES)
TAKING = (payments.MoreThanOpen, payments.MoreThanFree, payments.NotTheirs, payments.NotPositive)
SEES = (Permission.PATIENT_VIEW, Permission.BILLING_VIEW)


class Invoices(Endpoint):
    @operation(
        "List invoices",
        needs=SEES,
        gives=shapes.InvoiceRecord,
        many=True,
        parameters=(PATIENT, STATE),
        says="The latest first; credit notes are among them.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = Invoice.objects.visible_to(request.actor)
        state = filters.one_of(request, "state", STATES)
        if state:
            found = found.open() if state == "open" else found.settled()
        if patient := filters.identity(request, "patient"):
            found = found.filter(patient=patient)
        found = found.select_related("standing").prefetch_related("lines").order_by("-issued_at", "-id")
        with transaction.atomic():
            page = pages.page_of(request, found)
            reading.record_list(patients=[each.patient_id for each in page], by=request.actor, at=request.at)
        return pages.answer(request, page, shapes.invoice)


class OneInvoice(Endpoint):
    @operation("Read an invoice", needs=SEES, gives=shapes.InvoiceRecord)
    def get(self, request: ApiRequest, invoice_id: UUID) -> Response:
        rows = Invoice.objects.visible_to(request.actor).select_related("standing").prefetch_related("lines")
        invoice = get_object_or_404(rows, pk=invoice_id)
        reading.record_view(patient_id=invoice.patient_id, subject=invoice, by=request.actor, at=request.at)
        return Response(shapes.invoice(invoice))


class Payments(Endpoint):
    @operation(
        "List payments",
        needs=SEES,
        gives=shapes.PaymentRecord,
        many=True,
        parameters=(PATIENT,),
        says="The latest first.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = Payment.objects.visible_to(request.actor).select_related("standing").order_by("-received_at", "-id")
        if patient := filters.identity(request, "patient"):
            found = found.filter(patient=patient)
        with transaction.atomic():
            page = pages.page_of(request, found)
            reading.record_list(patients=[each.patient_id for each in page], by=request.actor, at=request.at)
        return pages.answer(request, page, shapes.payment)

    @kept
    @operation(
        "Take a payment",
        needs=(*SEES, Permission.PAYMENT_TAKE),
        takes=shapes.NewPayment,
        gives=shapes.PaymentRecord,
        status=201,
        key="needed",
        refuses=(*TAKING, NotPayable, NotInUse),
    )
    def post(self, request: ApiRequest) -> Response:
        sent = shapes.NewPayment(data=request.data)
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        patient = Patient.objects.visible_to(request.actor).correct().filter(pk=told["patient"]).first()
        if patient is None:
            raise ValidationError({"patient": [_("There is no such patient.")]}, code="unknown")
        taken = payments.receive(
            patient=patient,
            amount=told["amount"],
            method=told["method"],
            reference=told["reference"],
            desk=_desk(told["desk"]),
            to=_parts(request, told.get("allocations", ())),
            key=uuid4(),
            by=request.actor,
            at=request.at,
        )
        headers = {"Location": reverse("api:payment", args=[taken.pk])}
        return Response(shapes.payment(_payment(request, taken.pk)), status=201, headers=headers)


class OnePayment(Endpoint):
    @operation("Read a payment", needs=SEES, gives=shapes.PaymentRecord)
    def get(self, request: ApiRequest, payment_id: UUID) -> Response:
        payment = _payment(request, payment_id)
        reading.record_view(patient_id=payment.patient_id, subject=payment, by=request.actor, at=request.at)
        return Response(shapes.payment(payment))


def _payment(request: ApiRequest, payment_id: UUID) -> Payment:
    return get_object_or_404(Payment.objects.visible_to(request.actor).select_related("standing"), pk=payment_id)


def _desk(desk_id: UUID | None) -> Desk | None:
    """Raises ValidationError."""
    desk = next((each for each in desks_in_use() if each.pk == desk_id), None) if desk_id else None
    if desk_id and desk is None:
        raise ValidationError({"desk": [_("Choose one of those that exist and are in use.")]}, code="unknown")
    return desk


def _parts(request: ApiRequest, told: Any) -> dict[Invoice, Decimal]:
    """Which invoices are settled by how much. Raises ValidationError."""
    known = Invoice.objects.visible_to(request.actor).in_bulk([each["invoice"] for each in told])
    for number, each in enumerate(told):
        if each["invoice"] not in known:
            message = {f"allocations.{number}.invoice": [_("Choose one of those that exist and are in use.")]}
            raise ValidationError(message, code="unknown")
    if len(known) != len(told):
        raise ValidationError({"allocations": [_("Give this once.")]}, code="doubled")
    return {known[each["invoice"]]: each["amount"] for each in told}
