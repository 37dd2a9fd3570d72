"""Sending an invoice as a link, and the page that the link leads to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from billing.actions import links, papers, reading
from billing.forms.link import BirthDateForm, SendForm
from billing.models import Invoice
from billing.views.papers import pdf
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import public, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.INVOICE_SEND, Permission.PATIENT_VIEW)
def send(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    """Ask to which of the patient's addresses, then send it."""
    rows = Invoice.objects.visible_to(request.actor).select_related("patient")
    invoice = get_object_or_404(rows, pk=invoice_id)
    form = SendForm(request.POST or None, addresses=links.addresses_of(invoice.patient))
    if request.method == "POST" and form.is_valid():
        try:
            link = links.send(invoice=invoice, to=form.cleaned_data["to"], by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The link is on its way to %(to)s.") % {"to": link.to})
            return redirect("billing:invoice", invoice_id=invoice.pk)
    reading.record_view(patient_id=invoice.patient_id, subject=invoice, by=request.actor, at=request.at)
    context = {"form": form, "invoice": invoice, "days": links.GOOD_FOR.days}
    return render(request, "billing/link/send.html", context, status=422 if form.errors else 200)


@public("A patient without account reads an invoice; the token and the birth date are the keys")
@sensitive_post_parameters()
def open_invoice(request: ClinicRequest, token: str) -> HttpResponse:
    """Ask for the birth date, then hand out the PDF. Until then nothing on the page is the patient's."""
    form = BirthDateForm(request.POST if request.method == "POST" else None)
    try:
        links.find(token=token, at=request.at)
        if request.method == "POST" and form.is_valid():
            birth_date = form.cleaned_data["birth_date"]
            invoice, made = links.open_paper(token=token, birth_date=birth_date, by=request.actor, at=request.at)
            return pdf(made, name=papers.file_name(invoice))
    except links.WrongDate as refusal:
        form.add_error("birth_date", str(refusal))
    except Refusal as refusal:
        return render(request, "billing/link/closed.html", {"refusal": refusal}, status=refusal.status)
    return render(request, "billing/link/open.html", {"form": form}, status=422 if form.errors else 200)
