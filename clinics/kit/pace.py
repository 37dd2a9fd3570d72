"""How often one network address may ask what anybody may ask, counted in windows of a minute."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW = 60  # seconds


def paced(most: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer at most so many requests a minute from one network address, then 429 with Retry-After."""

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            origin = getattr(request, "client_ip", request.META.get("REMOTE_ADDR", ""))
            key = f"pace:{view.__module__}.{view.__qualname__}:{origin}"
            if cache.add(key, 1, WINDOW):
                return view(request, *args, **kwargs)
            try:
                asked = cache.incr(key)
            except ValueError:  # the window ended between the two
                asked = 1
            if asked <= most:
                return view(request, *args, **kwargs)
            answer = render(request, "429.html", status=429)
            answer.headers["Retry-After"] = str(WINDOW)
            return answer

        return answered

    return around
