"""Handing out a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.documents.actions import documents
from patients.documents.answers import attachment
from patients.documents.queries.documents import open_to


@require_safe
@requires(Permission.PATIENT_VIEW, Permission.DOCUMENT_VIEW)
def download(request: Any, patient_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The file, opened block by block while it is sent, always as an attachment."""
    document = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=document_id)
    try:
        content = documents.open_content(document=document, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("documents:document", patient_id=patient_id, document_id=document_id)
    return attachment(document, content)
