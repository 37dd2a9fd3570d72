"""Issuing invoices and credit notes: numbered without a gap, copied, and never changed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from billing.actions import drafts, letterheads
from billing.actions.ledger import book, day_of, lock_account
from billing.actions.releasing import release
from billing.models import (
    Account,
    Invoice,
    InvoiceDraft,
    InvoiceKind,
    InvoiceLine,
    InvoiceStanding,
    Movement,
    Series,
)
from billing.money import total
from billing.queries.addresses import address_lines
from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.models import Patient

DUE_AFTER = timedelta(days=14)
PREFIXES = {InvoiceKind.INVOICE: "", InvoiceKind.CREDIT_NOTE: "C"}


class NothingToIssue(Refusal):
    code = "invoice_is_empty"
    sentence = _("There is nothing on this invoice yet. Add what was done, or discard it.")
    status = 422


class NothingToCredit(Refusal):
    code = "nothing_to_credit"
    sentence = _("All of this invoice is credited or written off already.")


def issue(*, draft: InvoiceDraft, by: Actor, at: datetime) -> Invoice:
    """Issue the draft as it is now; issued twice it is one invoice. Raises NothingToIssue, DraftGone."""
    with transaction.atomic():
        account = lock_account(draft.patient_id, at=at)
        if known := Invoice.objects.filter(draft_id=draft.pk).first():
            return known
        patient, draft = draft.patient, drafts.locked(draft)
        lines = list(draft.lines.all())
        if not lines:
            raise NothingToIssue
        invoice = _made(patient, InvoiceKind.INVOICE, draft_id=draft.pk, currency=draft.currency, by=by, at=at)
        rows = [_line(invoice, number, line) for number, line in enumerate(lines, start=1)]
        _written(invoice, rows)
        _booked(account, invoice, Movement.INVOICED, Movement.TAXED, at=at)
        draft.delete()  # with its lines
        _told(invoice, "invoice.issued", by=by, at=at)
    return invoice


def credit(*, invoice: Invoice, reason: str, by: Actor, at: datetime, key: UUID) -> Invoice:
    """Take back all of an invoice that is not credited or written off yet, by a credit note.

    What was paid for it is the patient's again and can be put to another invoice or refunded. The same
    `key` gives the same credit note. Raises NothingToCredit.
    """
    if known := Invoice.objects.filter(draft_id=key).first():
        return known
    with transaction.atomic():
        account = lock_account(invoice.patient_id, at=at)
        if known := Invoice.objects.filter(draft_id=key).first():
            return known
        standing = InvoiceStanding.objects.select_for_update(no_key=True).get(pk=invoice.pk)
        if standing.credited or standing.written_off or not standing.total:
            raise NothingToCredit
        for allocation in invoice.allocations.select_related("payment"):
            release(account=account, allocation=allocation, standing=standing, at=at)
        note = _made(invoice.patient, InvoiceKind.CREDIT_NOTE, draft_id=key, currency=invoice.currency, by=by, at=at)
        note.credits, note.reason = invoice, reason
        note.buyer_name, note.buyer_address = invoice.buyer_name, invoice.buyer_address
        rows = [_copied(note, line) for line in invoice.lines.all()]
        _written(note, rows)
        standing.credited += note.total
        standing.open -= note.total
        standing.save()
        _booked(account, note, Movement.CREDITED, Movement.TAX_CREDITED, at=at)
        _told(note, "invoice.credited", by=by, at=at, also={"credits": invoice.pk})
    return note


def _made(patient: Patient, kind: InvoiceKind, *, draft_id: UUID, currency: str, by: Actor, at: datetime) -> Invoice:
    """An invoice that is not written yet, under the next number of its series."""
    day = day_of(at)
    return Invoice(
        patient=patient,
        kind=kind,
        number=_next_number(kind, day.year),
        draft_id=draft_id,
        currency=currency,
        issued_at=at,
        issued_on=day,
        due_on=day + DUE_AFTER,
        buyer_name=patient.formal_name,
        buyer_address="\n".join(address_lines(patient)),
        issued_by_id=by.id,
        issued_by_name=by.name,
        letterhead=letterheads.current(by=by, at=at),
    )


def _next_number(kind: InvoiceKind, year: int) -> str:
    """The next number of this series; its row stays locked until this transaction has ended, so no number is lost."""
    name = f"{PREFIXES[kind]}{year}"
    series = Series.objects.filter(pk=name)
    if not series.update(last_number=F("last_number") + 1):
        Series.objects.bulk_create([Series(name=name)], ignore_conflicts=True)
        series.update(last_number=F("last_number") + 1)
    return f"{name}-{series.get().last_number:05d}"


def _line(invoice: Invoice, position: int, line: object) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice,
        position=position,
        **{name: getattr(line, name) for name in COPIED},
        net=line.net,  # type: ignore[attr-defined]
        tax=line.tax,  # type: ignore[attr-defined]
    )


COPIED = ("appointment_id", "code", "display", "text", "served_on", "quantity", "unit_amount", "tax_percent")


def _copied(note: Invoice, line: InvoiceLine) -> InvoiceLine:
    return _line(note, line.position, line)


def _written(invoice: Invoice, lines: Iterable[InvoiceLine]) -> None:
    rows = list(lines)
    invoice.net = total(row.net for row in rows)
    invoice.tax = total(row.tax for row in rows)
    invoice.total = invoice.net + invoice.tax
    invoice.save(force_insert=True)
    InvoiceLine.objects.bulk_create(rows)
    opened = Decimal(0) if invoice.is_credit_note else invoice.total
    InvoiceStanding.objects.create(invoice=invoice, total=opened, open=opened)


def _booked(account: Account, invoice: Invoice, net: Movement, tax: Movement, *, at: datetime) -> None:
    book(account, net, invoice.net, source=invoice.pk, at=at)
    book(account, tax, invoice.tax, source=invoice.pk, at=at)


def _told(invoice: Invoice, event: str, *, by: Actor, at: datetime, also: dict[str, UUID] | None = None) -> None:
    audit.record(event=event, by=by, at=at, patients=[invoice.patient_id], subject=invoice)
    publish(kind=event, ids={"invoice": invoice.pk, "patient": invoice.patient_id, **(also or {})}, at=at)
