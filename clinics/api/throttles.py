"""How often one may ask: counted for each client or person, and for each address without a token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class Pace(SimpleRateThrottle):
    """`API_RATE` for those with a token, `API_RATE_UNKNOWN` for one network address without."""

    cache_format = "api-pace:%(who)s"

    def __init__(self) -> None:
        """The rate depends on who asks, so it is read when somebody does."""

    def allow_request(self, request: Request, view: Any) -> bool:
        is_known = request.auth is not None
        self.num_requests, self.duration = self.parse_rate(settings.API_RATE if is_known else settings.API_RATE_UNKNOWN)
        self.rate = settings.API_RATE
        return bool(super().allow_request(request, view))

    def get_cache_key(self, request: Request, view: Any) -> str:
        actor: Any = request._request.actor  # type: ignore[attr-defined]
        who = f"{actor.kind}:{actor.id}" if request.auth is not None else f"ip:{actor.origin.ip}"
        return self.cache_format % {"who": who}
