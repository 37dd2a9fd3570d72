"""Who may watch what on the live channel."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from clinics.events.live import live_topics
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission

MOST_TOPICS = 50


@requires(Permission.HOME)
@require_safe
@asks("topic")
def admission(request: HttpRequest) -> JsonResponse:
    """The topics this person may watch, of those asked for as `?topic=kind:id`."""
    admitted = []
    for topic in request.GET.getlist("topic")[:MOST_TOPICS]:
        kind, _colon, _id = topic.partition(":")
        if kind in live_topics and request.actor.may(live_topics.get(kind).permission):  # type: ignore[attr-defined]
            admitted.append(topic)
    who = str(request.user.pk)
    told = {"clinic": request.clinic.schema_name, "who": who, "topics": admitted}  # type: ignore[attr-defined]
    return JsonResponse(told)
