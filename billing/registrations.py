"""Where money stands in the frame, on the page of a patient, and in the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from billing import configuration, today
from billing.actions import links, seeding
from billing.models import Invoice
from billing.money import shown
from billing.queries.balances import balance_of
from billing.queries.invoices import of_number
from clinics.events.models import OutgoingMail
from clinics.events.registry import register_kinds
from clinics.home.registry import Found, NavItem, Query, SearchSource, nav_items, search_sources
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.mail.registry import MailKind, mail_kinds
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from patients import registries
from patients.models import Patient


def amount_of(invoice: Invoice) -> str:
    return shown(invoice.total, invoice.currency, get_language() or "en")


def entries(*, patient: Patient, to: Actor, before: datetime | None, limit: int) -> Iterator[registries.TimelineEntry]:
    """One entry an invoice or credit note; one statement."""
    found = Invoice.objects.visible_to(to).filter(patient=patient).for_invoice_list()
    if before is not None:
        found = found.filter(issued_at__lt=before)
    for invoice in found[:limit]:
        is_open = invoice.standing.open > 0
        yield registries.TimelineEntry(
            at=invoice.issued_at,
            title=f"{invoice.get_kind_display()} {invoice.number}",
            icon="banknotes",
            url=reverse("billing:invoice", args=[invoice.pk]),
            meta=amount_of(invoice),
            badge=_("To be paid") if is_open else "",
            badge_kind="warning" if is_open else "",
        )


def balance(*, patient: Patient, to: Actor, at: datetime) -> dict[str, Any]:
    """Two statements."""
    return {"balance": balance_of(patient.pk), "currency": current_clinic().currency, "patient": patient}


def billed(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people have an invoice, a draft or a payment."""
    found: set[UUID] = set()
    for relation in ("invoices", "invoice_drafts", "payments"):
        rows = Patient.objects.filter(pk__in=ids, **{f"{relation}__isnull": False})
        found |= set(rows.values_list("pk", flat=True))
    return found


def find_invoices(query: Query, /, *, by: Actor, at: datetime) -> Iterable[Found]:
    """Invoices whose number begins as typed."""
    if " " in query.text or not any(letter.isdecimal() for letter in query.text):
        return []
    return [
        Found(
            label=invoice.number,
            url=reverse("billing:invoice", args=[invoice.pk]),
            detail=f"{invoice.buyer_name} · {amount_of(invoice)}",
            icon="banknotes",
            patients=(invoice.patient_id,),
        )
        for invoice in of_number(query.text, to=by)[: query.limit]
    ]


def still_opens(mail: OutgoingMail, /, *, at: datetime) -> bool:
    """Whether the link in the message still leads to its invoice; by its age, as the link stands in the text alone."""
    return at < mail.created_at + links.GOOD_FOR


def register() -> None:
    say_what_happens()
    kind = MailKind(
        name=links.PURPOSE,
        label=gettext_lazy("Link to an invoice"),
        is_to_patients=True,
        is_still_true=still_opens,
        order=20,
    )
    mail_kinds.register(kind)
    sample_data.register(SampleData("money", 60, seeding.fill))
    view = Permission.BILLING_VIEW
    nav_items.register(
        NavItem(
            name="billing",
            label=gettext_lazy("Billing"),
            url_name="billing:invoices",
            icon="banknotes",
            permission=view,
            shortcut="g b",
            order=40,
        )
    )
    search_sources.register(
        SearchSource(name="invoices", label=gettext_lazy("Invoices"), find=find_invoices, permission=view, order=30)
    )
    today.register()
    configuration.register()
    of_patients()


def of_patients() -> None:
    view = Permission.BILLING_VIEW
    registries.timeline.register(
        registries.TimelineSource(
            name="invoices", label=gettext_lazy("Invoices"), entries=entries, permission=view, order=40
        )
    )
    registries.sections.register(
        registries.PageSection(
            name="balance",
            title=gettext_lazy("Account"),
            template="billing/account/_balance.html",
            load=balance,
            permission=view,
            order=20,
        )
    )
    registries.page_actions.register(
        registries.PageAction(
            name="payment",
            label=gettext_lazy("Take a payment"),
            url_name="billing:new_payment",
            icon="banknotes",
            permission=Permission.PAYMENT_TAKE,
            order=40,
        )
    )
    registries.in_use.register(registries.UseReason(name="billed", label=gettext_lazy("billed"), used=billed, order=40))


def say_what_happens() -> None:
    register_kinds(
        gettext_lazy("Money"),
        order=50,
        invoice__issued=gettext_lazy("An invoice was issued"),
        invoice__sent=gettext_lazy("An invoice was sent by mail"),
        invoice__credited=gettext_lazy("A credit note was issued"),
        invoice__written_off=gettext_lazy("An amount was written off"),
        payment__received=gettext_lazy("A payment was received"),
        payment__allocated=gettext_lazy("A payment was put towards an invoice"),
        payment__released=gettext_lazy("A payment was taken off an invoice"),
        payment__refunded=gettext_lazy("A payment was refunded"),
        desk__closed=gettext_lazy("A desk was closed"),
    )
