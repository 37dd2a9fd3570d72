"""Which invoices and drafts a person sees, and how an account reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.models import Invoice, InvoiceDraft, Payment
from billing.models.invoice import InvoiceQuerySet
from billing.queries.balances import Balance, balance_of
from clinics.kit.actor import Actor
from patients.models import Patient

SHOWN_DRAFTS = 50
FILTERS: dict[str, str | Promise] = {
    "open": _("To be paid"),
    "overdue": _("Overdue"),
    "settled": _("Settled"),
    "credit_notes": _("Credit notes"),
    "all": _("All"),
}


def listed(state: str, *, to: Actor, day: date) -> InvoiceQuerySet:
    """Invoices in this state, the latest first. `state` is a key of FILTERS."""
    found = Invoice.objects.visible_to(to)
    chosen = {
        "open": found.open,
        "overdue": lambda: found.overdue(day),
        "settled": found.settled,
        "credit_notes": lambda: found.filter(kind="credit_note"),
        "all": found.all,
    }[state]()
    return chosen.for_invoice_list()


def drafts_of(to: Actor) -> list[InvoiceDraft]:
    """Drafts of everybody, the latest first."""
    return list(InvoiceDraft.objects.visible_to(to).for_draft_page()[:SHOWN_DRAFTS])


def of_number(number: str, *, to: Actor) -> list[Invoice]:
    """Invoices whose number begins so."""
    return list(Invoice.objects.visible_to(to).filter(number__istartswith=number).for_invoice_list()[:10])


@dataclass(frozen=True)
class AccountPage:
    patient: Patient
    balance: Balance
    open_invoices: list[Invoice]
    invoices: list[Invoice]
    payments: list[Payment]
    drafts: list[InvoiceDraft]


def account_page(patient: Patient, *, to: Actor) -> AccountPage:
    """All that there is of one person's money; seven statements."""
    invoices = list(Invoice.objects.visible_to(to).filter(patient=patient).for_invoice_list())
    payments = Payment.objects.visible_to(to).filter(patient=patient).select_related("standing")
    drafts = InvoiceDraft.objects.visible_to(to).filter(patient=patient).prefetch_related("lines")
    return AccountPage(
        patient=patient,
        balance=balance_of(patient.pk),
        open_invoices=[each for each in reversed(invoices) if not each.is_credit_note and each.standing.open > 0],
        invoices=invoices,
        payments=list(payments),
        drafts=list(drafts),
    )


def proposed(amount: Decimal, open_invoices: list[Invoice]) -> dict[Invoice, Decimal]:
    """What a payment settles when nobody says otherwise: the oldest invoices first."""
    found: dict[Invoice, Decimal] = {}
    for invoice in open_invoices:
        part = min(amount, invoice.standing.open)
        if part > 0:
            found[invoice] = part
            amount -= part
    return found
