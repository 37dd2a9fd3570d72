"""Invoices in a list, and one as the paper it becomes."""

from __future__ import annotations

from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.actions import issuing, payments, reading, write_offs
from billing.forms.money import AmountForm, ReasonForm
from billing.models import Invoice
from billing.money import shown, typed
from billing.queries.balances import deposit_of
from billing.queries.invoices import FILTERS, drafts_of, listed
from billing.queries.papers import settling
from clinics.kit.filters import page_of
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

ON_A_PAGE = 50


@require_safe
@requires(Permission.BILLING_VIEW)
@asks("state", "page")
def index(request: ClinicRequest) -> HttpResponse:
    state = request.GET.get("state", "open")
    if state not in FILTERS:
        raise Http404
    day = request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
    page = page_of(listed(state, to=request.actor, day=day), request.GET, size=ON_A_PAGE)
    drafts = drafts_of(request.actor) if request.actor.may(Permission.INVOICE_DRAFT) else []
    named = [*(each.patient_id for each in page.object_list), *(each.patient_id for each in drafts)]
    reading.record_list(patients=named, by=request.actor, at=request.at)
    context = {"page": page, "drafts": drafts, "state": state, "filters": FILTERS.items(), "day": day}
    context["query"] = f"state={state}&"
    return render(request, "billing/invoices/index.html", context)


@require_safe
@requires(Permission.BILLING_VIEW)
def show(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    invoice = _invoice(request, invoice_id)
    reading.record_view(patient_id=invoice.patient_id, subject=invoice, by=request.actor, at=request.at)
    day = request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
    deposit = deposit_of(invoice.patient_id) if invoice.standing.open else 0
    context = {"invoice": invoice, "settling": settling(invoice), "deposit": deposit, "day": day}
    return render(request, "billing/invoice/show.html", context)


@require_POST
@requires(Permission.PAYMENT_TAKE)
def deposit(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    """Settle it by what the patient paid before."""
    invoice = _invoice(request, invoice_id)
    try:
        used = payments.use_deposit(invoice=invoice, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        amount = shown(used, invoice.currency, get_language() or "en")
        messages.success(request, _("%(amount)s of the deposit settles this invoice.") % {"amount": amount})
    return redirect("billing:invoice", invoice_id=invoice.pk)


@requires(Permission.INVOICE_ISSUE)
def credit_note(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    """Ask why, then take the whole invoice back."""
    invoice = _invoice(request, invoice_id)
    form = ReasonForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            note = issuing.credit(invoice=invoice, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Credit note %(number)s is issued.") % {"number": note.number})
            return redirect("billing:invoice", invoice_id=note.pk)
    reading.record_view(patient_id=invoice.patient_id, subject=invoice, by=request.actor, at=request.at)
    context = {"form": form, "invoice": invoice}
    return render(request, "billing/invoice/credit_note.html", context, status=422 if form.errors else 200)


@requires(Permission.WRITE_OFF)
def write_off(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    """Ask how much and why, then ask no longer for it."""
    invoice = _invoice(request, invoice_id)
    form = AmountForm(
        request.POST or None, initial={"key": uuid4(), "amount": typed(invoice.standing.open, invoice.currency)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_offs.write_off(invoice=invoice, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Written off."))
            return redirect("billing:invoice", invoice_id=invoice.pk)
    reading.record_view(patient_id=invoice.patient_id, subject=invoice, by=request.actor, at=request.at)
    context = {"form": form, "invoice": invoice}
    return render(request, "billing/invoice/write_off.html", context, status=422 if form.errors else 200)


def _invoice(request: ClinicRequest, invoice_id: UUID) -> Invoice:
    return get_object_or_404(Invoice.objects.visible_to(request.actor).for_invoice_page(), pk=invoice_id)
