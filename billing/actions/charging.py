"""Charging what was done: a completed appointment becomes a line of its patient's draft, once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment, AppointmentStatus
from appointments.models.appointment import AppointmentQuerySet
from billing.actions import drafts
from billing.actions.ledger import lock_account
from billing.models import DraftLine, InvoiceDraft, InvoiceLine
from billing.money import rounded
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission
from patients.models.seeing import in_sight


class NotCompleted(Refusal):
    code = "appointment_not_completed"
    sentence = _("Only what was done is charged. Complete the appointment first.")


class ChargedAlready(Refusal):
    code = "appointment_charged"
    sentence = _("This appointment is charged already.")


def charge(*, appointment: Appointment, by: Actor, at: datetime) -> DraftLine:
    """Put a completed appointment on its patient's draft, a new one if there is none, at the type's fee.

    Without a fee the price is zero and somebody enters it. Raises NotCompleted, ChargedAlready, TooManyLines.
    """
    if appointment.status != AppointmentStatus.COMPLETED:
        raise NotCompleted
    with transaction.atomic():
        lock_account(appointment.patient_id, at=at)
        if is_charged(appointment):
            raise ChargedAlready
        currency = current_clinic().currency
        open_drafts = InvoiceDraft.objects.locked().filter(patient=appointment.patient_id, currency=currency)
        draft = open_drafts.order_by("-started_at").first()
        if draft is None:
            draft = drafts.start(patient=appointment.patient, by=by, at=at)
        fee = appointment.type.fee if appointment.type.currency == currency else None
        line = drafts.add_line(
            draft=draft,
            appointment=appointment,
            display=appointment.type.name,
            unit_amount=rounded(fee or Decimal(0), currency),
            served_on=appointment.starts_at.astimezone(appointment.location.zone).date(),
            by=by,
            at=at,
        )
        audit.record(event="appointment.charged", by=by, at=at, patients=[appointment.patient_id], subject=appointment)
    return line


def is_charged(appointment: Appointment) -> bool:
    """On a draft, or on an invoice that was not credited."""
    if DraftLine.objects.filter(appointment=appointment).exists():
        return True
    issued = InvoiceLine.objects.filter(appointment=appointment, invoice__kind="invoice")
    return issued.filter(invoice__standing__credited=0).exists()


def chargeable(by: Actor) -> AppointmentQuerySet:
    """Appointments this actor may charge."""
    if not by.may(Permission.INVOICE_DRAFT):
        return Appointment.objects.none()
    return in_sight(Appointment.objects.select_related("patient", "type", "location"), by)
