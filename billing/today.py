"""What Today says of money: what is overdue, what was done and not charged, what was taken."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from billing.models import Invoice, Method
from billing.money import shown
from billing.queries.balances import takings
from billing.queries.uncharged import uncharged
from clinics.home.registry import COUNTED, TodayAct, TodayItem, TodayPanel, today_panels
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.staff.permissions import Permission

ON_TODAY = COUNTED + 1


def due_words(invoice: Invoice, day: date) -> str:
    """For how long an overdue invoice is overdue."""
    days = (day - invoice.due_on).days
    return ngettext("due %(count)d day ago", "due %(count)d days ago", days) % {"count": days}


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


PANELS = (
    TodayPanel(
        name="overdue",
        title=gettext_lazy("Overdue invoices"),
        load=overdue,
        permission=Permission.INVOICE_ISSUE,
        worklist="billing:invoices",
        worklist_query="state=overdue",
        empty=gettext_lazy("Nothing is overdue."),
        order=60,
    ),
    TodayPanel(
        name="uncharged",
        title=gettext_lazy("Done and not charged"),
        load=not_charged,
        permission=Permission.INVOICE_DRAFT,
        worklist="billing:uncharged",
        order=55,
    ),
    TodayPanel(
        name="takings",
        title=gettext_lazy("Taken today"),
        load=takings_today,
        permission=Permission.INVOICE_ISSUE,
        worklist="billing:overview",
        empty=gettext_lazy("Nothing was taken yet."),
        order=65,
    ),
)


def register() -> None:
    for panel in PANELS:
        today_panels.register(panel)
