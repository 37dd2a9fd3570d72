"""Invoices as files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from billing.actions import papers
from billing.models import Invoice
from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.BILLING_VIEW)
def invoice(request: ClinicRequest, invoice_id: UUID) -> HttpResponse:
    asked = get_object_or_404(Invoice.objects.visible_to(request.actor).for_paper(), pk=invoice_id)
    try:
        made = papers.invoice_pdf(invoice=asked, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("billing:invoice", invoice_id=invoice_id)
    return pdf(made, name=papers.file_name(asked))


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """A file to keep; nothing in between keeps it."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
