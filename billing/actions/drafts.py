"""Writing an invoice before it is issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment
from billing.actions.fees import NotPayable
from billing.models import DraftLine, Fee, InvoiceDraft
from billing.money import is_exact
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.actions.keeping import EnteredInError
from patients.models import Patient

MOST_LINES = 200


class DraftGone(Refusal):
    code = "invoice_draft_gone"
    sentence = _("This draft was issued or discarded meanwhile. Look among the invoices.")


class TooManyLines(Refusal):
    code = "invoice_too_long"
    sentence = _("An invoice has at most 200 lines. Issue this one and begin another.")
    status = 422


def start(*, patient: Patient, by: Actor, at: datetime) -> InvoiceDraft:
    """An empty draft in the clinic's currency. Raises EnteredInError."""
    if patient.is_in_error:
        raise EnteredInError
    with transaction.atomic():
        draft = InvoiceDraft.objects.create(
            patient=patient,
            currency=current_clinic().currency,
            started_by_id=by.id,
            started_by_name=by.name,
            started_at=at,
        )
        audit.record(event="invoice.drafted", by=by, at=at, patients=[patient.pk], subject=draft)
    return draft


def add_fee(
    *, draft: InvoiceDraft, fee: Fee, quantity: int, served_on: date, by: Actor, at: datetime, text: str = ""
) -> DraftLine:
    """A service from a fee list, at its price of today. Raises DraftGone, TooManyLines."""
    return add_line(
        draft=draft,
        fee=fee,
        code=fee.code,
        display=fee.display,
        unit_amount=fee.unit_amount,
        tax_percent=fee.tax_percent,
        quantity=quantity,
        served_on=served_on,
        text=text,
        by=by,
        at=at,
    )


def add_fees(*, draft: InvoiceDraft, fees: Sequence[Fee], served_on: date, by: Actor, at: datetime) -> list[DraftLine]:
    """Several services of one day at once, each at its price of today. Raises DraftGone, TooManyLines, NotPayable."""
    if not all(is_exact(fee.unit_amount, draft.currency) for fee in fees):
        raise NotPayable
    with transaction.atomic():
        draft = locked(draft)
        _must_take(draft, len(fees))
        lines = [
            DraftLine(
                draft=draft,
                position=draft.version + number,
                fee=fee,
                code=fee.code,
                display=fee.display,
                served_on=served_on,
                unit_amount=fee.unit_amount,
                tax_percent=fee.tax_percent,
            )
            for number, fee in enumerate(fees)
        ]
        DraftLine.objects.bulk_create(lines)
        _changed(draft, by=by, at=at, changes=len(lines))
    return lines


def add_line(
    *,
    draft: InvoiceDraft,
    display: str,
    unit_amount: Decimal,
    served_on: date,
    by: Actor,
    at: datetime,
    quantity: int = 1,
    tax_percent: Decimal = Decimal(0),
    code: str = "",
    text: str = "",
    fee: Fee | None = None,
    appointment: Appointment | None = None,
) -> DraftLine:
    """Raises DraftGone, TooManyLines, NotPayable."""
    if not is_exact(unit_amount, draft.currency):
        raise NotPayable(field="unit_amount")
    with transaction.atomic():
        draft = locked(draft)
        _must_take(draft, 1)
        line = DraftLine.objects.create(
            draft=draft,
            position=draft.version,
            fee=fee,
            appointment=appointment,
            code=code,
            display=display,
            text=text,
            served_on=served_on,
            quantity=quantity,
            unit_amount=unit_amount,
            tax_percent=tax_percent,
        )
        _changed(draft, by=by, at=at)
    return line


def remove_line(*, draft: InvoiceDraft, line: DraftLine, by: Actor, at: datetime) -> InvoiceDraft:
    """Doing it twice changes nothing. Raises DraftGone."""
    with transaction.atomic():
        draft = locked(draft)
        gone, _kinds = draft.lines.filter(pk=line.pk).delete()
        if gone:
            _changed(draft, by=by, at=at)
    return draft


def discard(*, draft: InvoiceDraft, by: Actor, at: datetime) -> None:
    """Throw a draft away; the trail keeps that it was. Raises DraftGone."""
    with transaction.atomic():
        draft = locked(draft)
        audit.record(event="invoice.draft_discarded", by=by, at=at, patients=[draft.patient_id], subject=draft)
        draft.delete()  # with its lines


def locked(draft: InvoiceDraft) -> InvoiceDraft:
    """The draft, nobody else changing it. Raises DraftGone."""
    current = InvoiceDraft.objects.locked().filter(pk=draft.pk).first()
    if current is None:
        raise DraftGone
    return current


def _must_take(draft: InvoiceDraft, more: int) -> None:
    """Raises TooManyLines. Each line was a version, so that lines are counted only where they may be many."""
    if draft.version + more > MOST_LINES and draft.lines.count() + more > MOST_LINES:
        raise TooManyLines


def _changed(draft: InvoiceDraft, *, by: Actor, at: datetime, changes: int = 1) -> None:
    draft.version += changes
    draft.save(update_fields=["version"])
    audit.record(event="invoice.draft_changed", by=by, at=at, patients=[draft.patient_id], subject=draft)
