"""Fees, invoices and payments made through the real actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from billing.actions import drafts, fees, issuing, payments
from billing.models import Fee, Invoice, InvoiceDraft, Payment
from clinics.kit.actor import Actor
from clinics.staff.permissions import BILLS
from patients.models import Patient

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)
BILLER = Actor.task("tests", permissions=frozenset(BILLS))


def fee(code: str = "D0120", amount: str = "80", tax: str = "0") -> Fee:
    known = fees.FeeList.objects.first() or fees.add_list(
        name="Standard", valid_from=date(2026, 1, 1), by=BILLER, at=AT
    )
    return fees.add(
        fee_list=known,
        code=code,
        display=f"Service {code}",
        unit_amount=Decimal(amount),
        tax_percent=Decimal(tax),
        by=BILLER,
        at=AT,
    )


def draft(patient: Patient, *amounts: str, tax: str = "0", at: datetime = AT):
    """A draft with one line for each amount."""
    made = drafts.start(patient=patient, by=BILLER, at=at)
    for number, amount in enumerate(amounts or ("100",)):
        add_line(made, amount, tax=tax, display=f"Service {number}", at=at)
    return made


def add_line(draft: InvoiceDraft, amount: str, *, tax: str = "0", display: str = "Service", at: datetime = AT) -> None:
    drafts.add_line(
        draft=draft,
        display=display,
        unit_amount=Decimal(amount),
        tax_percent=Decimal(tax),
        served_on=DAY,
        by=BILLER,
        at=at,
    )


def invoice(patient: Patient, *amounts: str, tax: str = "0", at: datetime = AT) -> Invoice:
    return issuing.issue(draft=draft(patient, *amounts, tax=tax, at=at), by=BILLER, at=at)


def pay(
    patient: Patient, amount: str, *, to: dict[Invoice, str] | None = None, method: str = "cash", **more
) -> Payment:
    parts = {each: Decimal(part) for each, part in (to or {}).items()}
    return payments.receive(
        patient=patient,
        amount=Decimal(amount),
        method=method,
        to=parts,
        **{"key": uuid4(), "by": BILLER, "at": AT, **more},
    )
