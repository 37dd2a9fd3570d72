"""What pages and autosaves of notes are told."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from django.utils.formats import time_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from patients.charts.models import NoteDraft
from patients.models import Patient
from patients.queries.banner import banner_of


def about(request: Any, patient: Patient, **more: Any) -> dict[str, Any]:
    """The context of a page about this person, with their banner."""
    return {"patient": patient, "banner": banner_of(patient, at=request.at), **more}


def wants_json(request: Any) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def saved_text(draft: NoteDraft) -> str:
    """ "Saved 10:42", in the clinic's time."""
    local = draft.edited_at.astimezone(get_current_timezone())
    return _("Saved %(time)s") % {"time": time_format(local.time(), "TIME_FORMAT")}


def saved(draft: NoteDraft, *, revision: int | None = None) -> JsonResponse:
    """200 for the autosave, with the revision that the next save starts from."""
    return JsonResponse({"revision": draft.revision if revision is None else revision, "saved_text": saved_text(draft)})
