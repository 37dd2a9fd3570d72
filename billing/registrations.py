"""Where money stands in the frame, on the page of a patient, and in the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from billing.actions import links, seeding
from billing.models import Invoice, Method
from billing.money import shown
from billing.queries.balances import balance_of, takings
from billing.queries.invoices import of_number
from billing.queries.uncharged import uncharged
from clinics.events.models import OutgoingMail
from clinics.events.registry import register_kinds
from clinics.home.entries import CLINIC
from clinics.home.registry import (
    COUNTED,
    Found,
    NavItem,
    Query,
    SearchSource,
    SettingsSection,
    TodayAct,
    TodayItem,
    TodayPanel,
    nav_items,
    search_sources,
    settings_sections,
    today_panels,
)
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.mail.registry import MailKind, mail_kinds
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from patients import registries
from patients.models import Patient

ON_TODAY = COUNTED + 1


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


def due_words(invoice: Invoice, day: date) -> str:
    """For how long an overdue invoice is overdue."""
    days = (day - invoice.due_on).days
    return ngettext("due %(count)d day ago", "due %(count)d days ago", days) % {"count": days}


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


def overdue(*, by: Actor, at: datetime) -> list[TodayItem]:
    """The longest overdue invoices; one statement."""
    day = at.astimezone(ZoneInfo(current_clinic().time_zone)).date()
    found = Invoice.objects.visible_to(by).overdue(day).for_invoice_list().order_by("due_on")[:ON_TODAY]
    return [
        TodayItem(
            label=invoice.buyer_name,
            url=reverse("billing:invoice", args=[invoice.pk]),
            detail=f"{invoice.number} · {due_words(invoice, day)}",
            value=shown(invoice.standing.open, invoice.currency, get_language() or "en"),
            patients=(invoice.patient_id,),
        )
        for invoice in found
    ]


def not_charged(*, by: Actor, at: datetime) -> list[TodayItem]:
    """Completed appointments that nobody charged, the oldest first; one statement."""
    return [
        TodayItem(
            label=each.patient.name or _("Name not recorded"),
            url=reverse("appointments:appointment", args=[each.pk]),
            detail=each.type.name,
            moment=each.starts_at,
            act=TodayAct(label=_("Charge"), url=reverse("billing:charge", args=[each.pk]), in_place=False),
            patients=(each.patient_id,),
        )
        for each in uncharged(to=by, at=at)[:ON_TODAY]
    ]


def takings_today(*, by: Actor, at: datetime) -> list[TodayItem]:
    """What came in today by method; two statements."""
    clinic, labels = current_clinic(), dict(Method.choices)
    day = at.astimezone(ZoneInfo(clinic.time_zone)).date()
    return [
        TodayItem(
            label=labels[each.method],
            url=reverse("billing:overview"),
            value=shown(each.net, clinic.currency, get_language() or "en"),
        )
        for each in takings(day)
        if each.received or each.refunded
    ]


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
    kind = MailKind(name=links.PURPOSE, label=gettext_lazy("Link to an invoice"), is_still_true=still_opens, order=20)
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
    on_today()
    of_patients()
    in_settings()


def on_today() -> None:
    today_panels.register(
        TodayPanel(
            name="overdue",
            title=gettext_lazy("Overdue invoices"),
            load=overdue,
            permission=Permission.INVOICE_ISSUE,
            worklist="billing:invoices",
            worklist_query="state=overdue",
            empty=gettext_lazy("Nothing is overdue."),
            order=60,
        )
    )
    today_panels.register(
        TodayPanel(
            name="uncharged",
            title=gettext_lazy("Done and not charged"),
            load=not_charged,
            permission=Permission.INVOICE_DRAFT,
            worklist="billing:uncharged",
            order=55,
        )
    )
    today_panels.register(
        TodayPanel(
            name="takings",
            title=gettext_lazy("Taken today"),
            load=takings_today,
            permission=Permission.INVOICE_ISSUE,
            worklist="billing:overview",
            empty=gettext_lazy("Nothing was taken yet."),
            order=65,
        )
    )


def in_settings() -> None:
    settings_sections.register(
        SettingsSection(
            name="fees",
            group=CLINIC,
            label=gettext_lazy("Services and fees"),
            detail=gettext_lazy("What is charged for what, and from when."),
            url_name="fees:index",
            icon="currency-dollar",
            permission=Permission.FEES_CONFIGURE,
            order=20,
        )
    )
    settings_sections.register(
        SettingsSection(
            name="letterhead",
            group=CLINIC,
            label=gettext_lazy("Letterhead of invoices"),
            detail=gettext_lazy("Legal name, address, tax numbers, and how to pay."),
            url_name="letterhead:edit",
            icon="document-text",
            permission=Permission.CLINIC_CONFIGURE,
            order=21,
        )
    )
    settings_sections.register(
        SettingsSection(
            name="desks",
            group=CLINIC,
            label=gettext_lazy("Desks"),
            detail=gettext_lazy("Where money is taken, and counted at the end of the day."),
            url_name="desks:index",
            icon="inbox-stack",
            permission=Permission.CLINIC_CONFIGURE,
            order=22,
        )
    )


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
