"""Showing the preview of a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.documents.actions import previews
from patients.documents.answers import shown
from patients.documents.queries.documents import open_to


@require_safe
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_VIEW)
def show(request: Any, patient_id: UUID, document_id: UUID) -> HttpResponseBase:
    """A picture of it, drawn now if nobody looked before; an empty answer when it cannot be drawn."""
    document = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=document_id)
    try:
        picture = previews.open_preview(document=document, by=request.actor, at=request.at)
    except Refusal as refusal:
        return HttpResponse(status=refusal.status)
    return shown(picture)
