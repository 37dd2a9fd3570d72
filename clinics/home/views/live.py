"""Who may watch what on the live channel."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from clinics.events.live import live_topics
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

MOST_TOPICS = 50


@requires(Permission.HOME)
@require_safe
@asks("topic")
def admission(request: ClinicRequest) -> JsonResponse:
    """The topics this person may watch, of those asked for (`?topic=kind:id`); `seconds` that a visit here has left."""
    admitted = []
    for topic in request.GET.getlist("topic")[:MOST_TOPICS]:
        kind, _colon, id = topic.partition(":")
        if kind in live_topics and live_topics.get(kind).may_be_watched(request.actor, id):
            admitted.append(topic)
    told = {"clinic": request.clinic.schema_name, "who": request.actor.id, "topics": admitted}
    visit: Any = request.visit
    if visit is not None:
        told["seconds"] = (visit.until - request.at).total_seconds()
    return JsonResponse(told)
