"""One patient's money: what is open, what came, and taking more of it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import payments, reading
from billing.forms.money import PaymentForm, RefundForm
from billing.models import Method, Payment
from billing.money import shown, typed
from billing.queries.desks import desks_in_use
from billing.queries.invoices import account_page, proposed
from billing.views.desks import remember, usual_desk
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.models import Patient
from patients.queries.banner import banner_of


@require_safe
@requires(Permission.BILLING_VIEW, Permission.PATIENT_VIEW)
def show(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = _patient(request, patient_id)
    page = account_page(patient, to=request.actor)
    reading.record_view(patient_id=patient.pk, subject=patient, by=request.actor, at=request.at)
    context = {"page": page, "patient": patient, "banner": banner_of(patient, at=request.at)}
    return render(request, "billing/account/show.html", context)


@requires(Permission.PAYMENT_TAKE, Permission.PATIENT_VIEW)
def payment(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Take money; it settles the oldest invoices first, and what is left stays as a deposit."""
    patient = _patient(request, patient_id)
    page = account_page(patient, to=request.actor)
    owed = sum((each.standing.open for each in page.open_invoices), Decimal(0))
    first = {
        "key": uuid4(),
        "method": Method.CARD,
        "amount": typed(owed, request.clinic.currency) if owed else "",
    }
    desks = desks_in_use()
    first["desk"] = usual_desk(request, desks)
    form = PaymentForm(request.POST or None, methods=Method.choices, desks=desks, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        is_deposit = told.pop("as_deposit")
        try:
            taken = payments.receive(
                patient=patient,
                to={} if is_deposit else proposed(told["amount"], page.open_invoices),
                **told,
                by=request.actor,
                at=request.at,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            remember(request, taken.desk)
            amount = shown(taken.amount, taken.currency, get_language() or "en")
            messages.success(request, _("%(amount)s received.") % {"amount": amount})
            return redirect("billing:account", patient_id=patient.pk)
    reading.record_view(patient_id=patient.pk, subject=patient, by=request.actor, at=request.at)
    context = {"form": form, "page": page, "patient": patient, "banner": banner_of(patient, at=request.at)}
    return render(request, "billing/payment/new.html", context, status=422 if form.errors else 200)


@requires(Permission.PAYMENT_REFUND)
def refund(request: ClinicRequest, payment_id: UUID) -> HttpResponse:
    """Give back what is not put to an invoice."""
    taken = get_object_or_404(
        Payment.objects.visible_to(request.actor).select_related("standing", "patient"), pk=payment_id
    )
    first = {
        "key": uuid4(),
        "method": taken.method,
        "amount": typed(taken.standing.free, taken.currency),
    }
    desks = desks_in_use()
    first["desk"] = usual_desk(request, desks)
    form = RefundForm(request.POST or None, methods=Method.choices, desks=desks, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            payments.refund(payment=taken, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Refunded."))
            return redirect("billing:account", patient_id=taken.patient_id)
    reading.record_view(patient_id=taken.patient_id, subject=taken, by=request.actor, at=request.at)
    context = {"form": form, "payment": taken, "patient": taken.patient}
    return render(request, "billing/payment/refund.html", context, status=422 if form.errors else 200)


def _patient(request: ClinicRequest, patient_id: UUID) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(request.actor).with_record(), pk=patient_id)
