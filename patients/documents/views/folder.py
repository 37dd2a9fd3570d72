"""The documents of a patient, and adding one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinics.kit.filters import page_of
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from patients.documents.actions import documents, reading
from patients.documents.forms import UploadForm
from patients.documents.kinds import ACCEPT
from patients.documents.queries.documents import folder_of
from patients.models import Patient
from patients.queries.banner import banner_of

ON_A_PAGE = 50


@require_safe
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_VIEW)
@asks("page")
def index(request: Any, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
    page = page_of(folder_of(patient, to=request.actor), request.GET, size=ON_A_PAGE)
    reading.record_list(patient=patient, by=request.actor, at=request.at)
    context = {
        "patient": patient,
        "banner": banner_of(patient, at=request.at),
        "page": page,
        "may_add": request.actor.may(Permission.DOCUMENT_ADD),
    }
    return render(request, "documents/folder/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_ADD)
def new(request: Any, patient_id: UUID) -> HttpResponse:
    """Ask for a file. With scripts the page shows how much was sent; without, the form is sent plainly."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            document = add(request, patient, form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("“%(title)s” is kept.") % {"title": document.title})
            return gone_to(request, "documents:document", patient_id=patient.pk, document_id=document.pk)
    reading.record_list(patient=patient, by=request.actor, at=request.at)
    context = {"patient": patient, "banner": banner_of(patient, at=request.at), "form": form, "accept": ACCEPT}
    return render(request, "documents/folder/new.html", context, status=422 if form.errors else 200)


def add(request: Any, patient: Patient, asked: dict[str, Any]) -> Any:
    file = asked["file"]
    return documents.add(
        patient=patient,
        file=file,
        file_name=file.name,
        title=asked["title"],
        category=asked["category"],
        by=request.actor,
        at=request.at,
    )


def gone_to(request: Any, name: str, **parts: UUID) -> HttpResponse:
    """Go to another page, whether the browser or htmx asked."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse(name, kwargs=parts)})
    return redirect(reverse(name, kwargs=parts))
