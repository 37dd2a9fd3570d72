"""The page of one document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.documents.actions import documents, reading
from patients.documents.quarantine import why_held
from patients.documents.queries.documents import open_to
from patients.queries.banner import banner_of


@require_safe
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_VIEW)
def page(request: Any, patient_id: UUID, document_id: UUID) -> HttpResponse:
    """What it is, who added it, and its preview."""
    document = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=document_id)
    reading.record_view(document=document, by=request.actor, at=request.at)
    context = {
        "patient": document.patient,
        "banner": banner_of(document.patient, at=request.at),
        "document": document,
        "may_open": documents.may_open(document, request.actor),
        "held": held.sentence if (held := why_held(document)) else "",
        "may_withdraw": document.is_current and request.actor.may(Permission.DOCUMENT_WITHDRAW),
    }
    return render(request, "documents/document/page.html", context)
