"""Who asks, and when: read once per request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from clinics.kit.actor import Origin
from clinics.staff.actors import actor_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from clinics.staff.models import User


class ActorMiddleware:
    """Give each request its clock (`request.at`, UTC) and its actor (`request.actor`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        origin = Origin(
            request_id=getattr(request, "request_id", ""),
            ip=getattr(request, "client_ip", request.META.get("REMOTE_ADDR", "")),
            channel="page",
        )
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_of(cast("User | AnonymousUser", request.user), origin)
        )
        return self.get_response(request)
