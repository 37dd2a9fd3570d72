"""Withdrawing a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.documents.actions import documents, reading
from patients.documents.forms import WithdrawalForm
from patients.documents.queries.documents import open_to
from patients.queries.banner import banner_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_WITHDRAW)
def ask(request: Any, patient_id: UUID, document_id: UUID) -> HttpResponse:
    """Ask why, then withdraw it. It stays among the documents, struck through."""
    document = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=document_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            documents.withdraw(document=document, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The document is withdrawn."))
            return redirect("documents:document", patient_id=patient_id, document_id=document_id)
    reading.record_view(document=document, by=request.actor, at=request.at)
    context = {
        "patient": document.patient,
        "banner": banner_of(document.patient, at=request.at),
        "document": document,
        "form": form,
    }
    return render(request, "documents/withdrawal/ask.html", context, status=422 if form.errors else 200)
