"""Writing an invoice: begin it, put services on it, issue it or throw it away."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing.actions import drafts, issuing, reading
from billing.forms.money import LineForm
from billing.models import Invoice, InvoiceDraft
from billing.queries.prices import rates_on
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask
from patients.models import Patient


@require_POST
@requires(Permission.INVOICE_DRAFT, Permission.PATIENT_VIEW)
def new(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    draft = drafts.start(patient=patient, by=request.actor, at=request.at)
    return redirect("billing:draft", draft_id=draft.pk)


@requires(Permission.INVOICE_DRAFT)
def edit(request: ClinicRequest, draft_id: UUID) -> HttpResponse:
    """The draft with its lines; sending the form adds one."""
    draft = InvoiceDraft.objects.visible_to(request.actor).for_draft_page().filter(pk=draft_id).first()
    if draft is None:
        return _gone(request, draft_id)
    day = request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
    form = LineForm(request.POST or None, day=day, rates=rates_on(day))
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, draft, form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect("billing:draft", draft_id=draft.pk)
    reading.record_view(patient_id=draft.patient_id, subject=draft, by=request.actor, at=request.at)
    context = {"draft": draft, "form": form, "may_issue": request.actor.may(Permission.INVOICE_ISSUE)}
    return render(request, "billing/draft/edit.html", context, status=422 if form.errors else 200)


def _add(request: ClinicRequest, draft: InvoiceDraft, told: dict) -> None:
    common = {"draft": draft, "by": request.actor, "at": request.at, "served_on": told["served_on"]}
    if fee := told["fee"]:
        drafts.add_fee(fee=fee, quantity=told["quantity"], text=told["display"], **common)
    else:
        tax = told.get("tax_percent") or Decimal(0)
        price = {"unit_amount": told["unit_amount"], "quantity": told["quantity"], "tax_percent": tax}
        drafts.add_line(display=told["display"], **price, **common)


@require_POST
@requires(Permission.INVOICE_DRAFT)
def line_removal(request: ClinicRequest, draft_id: UUID, line_id: UUID) -> HttpResponse:
    draft = get_object_or_404(InvoiceDraft.objects.visible_to(request.actor).for_draft_page(), pk=draft_id)
    line = draft.lines.filter(pk=line_id).first()
    if line is not None:
        drafts.remove_line(draft=draft, line=line, by=request.actor, at=request.at)
    return redirect("billing:draft", draft_id=draft_id)


@require_POST
@requires(Permission.INVOICE_ISSUE)
def issue(request: ClinicRequest, draft_id: UUID) -> HttpResponse:
    draft = InvoiceDraft.objects.visible_to(request.actor).for_draft_page().filter(pk=draft_id).first()
    if draft is None:
        return _gone(request, draft_id)
    try:
        invoice = issuing.issue(draft=draft, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("billing:draft", draft_id=draft_id)
    messages.success(request, _("Invoice %(number)s is issued.") % {"number": invoice.number})
    return redirect("billing:invoice", invoice_id=invoice.pk)


@requires(Permission.INVOICE_DRAFT)
def removal(request: ClinicRequest, draft_id: UUID) -> HttpResponse:
    draft = get_object_or_404(InvoiceDraft.objects.visible_to(request.actor).for_draft_page(), pk=draft_id)
    question = Question(
        title=_("Discard this draft?"),
        text=_("What is on it is not charged. Nothing that was issued changes."),
        button=_("Discard"),
        done=_("The draft is discarded."),
        back=reverse("billing:invoices"),
        is_dangerous=True,
    )
    return ask(request, question, lambda: drafts.discard(draft=draft, by=request.actor, at=request.at))


def _gone(request: ClinicRequest, draft_id: UUID) -> HttpResponse:
    """A draft that was issued leads to its invoice."""
    invoice = get_object_or_404(Invoice.objects.visible_to(request.actor), draft_id=draft_id)
    return redirect("billing:invoice", invoice_id=invoice.pk)
