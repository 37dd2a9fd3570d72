"""What browsers are told about every page: where things may come from, and what not to keep.

A view that needs more says so on its response, as `response.policy_additions`, a mapping from a
directive to further sources (a preview in a frame: `{"frame-src": ["'self'"]}`). `'none'` gives
way to an addition; `'unsafe-inline'` and `'unsafe-eval'` are refused. `{"sandbox": ()}` closes it further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-src": ("'none'",),
    "frame-ancestors": ("'none'",),
    "base-uri": ("'none'",),
    "object-src": ("'none'",),
}

FORBIDDEN = frozenset({"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"})

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Own pages see the whole address (Django's CSRF check over TLS needs it), others nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
}


class HeadersMiddleware:
    """Closed unless a response says otherwise; an answer without `Cache-Control` is not kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        additions: Mapping[str, Iterable[str]] = getattr(response, "policy_additions", {})
        frozen = tuple(sorted((name, tuple(more)) for name, more in additions.items()))
        response.headers["Content-Security-Policy"] = policy(frozen)
        may_be_framed = "frame-ancestors" in additions
        response.headers["X-Frame-Options"] = "SAMEORIGIN" if may_be_framed else "DENY"
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        demand_tls(request, response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def demand_tls(request: HttpRequest, response: HttpResponseBase) -> None:
    """Browsers come back over TLS only (RFC 6797): pages, files, refusals and redirects say so."""
    if settings.SECURE_HSTS_SECONDS and request.is_secure():
        response.headers.setdefault("Strict-Transport-Security", strict_transport())


def strict_transport() -> str:
    """What production's settings ask of browsers."""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        parts.append("includeSubDomains")
    if settings.SECURE_HSTS_PRELOAD:
        parts.append("preload")
    return "; ".join(parts)


@lru_cache(maxsize=64)
def policy(additions: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> str:
    """The policy's text, with what one response adds to it."""
    directives = dict(POLICY)
    for name, more in additions:
        if FORBIDDEN.intersection(more):
            raise ValueError(f"{name} may not be opened with {', '.join(more)}")
        kept = tuple(source for source in directives.get(name, ()) if source != "'none'")
        directives[name] = (*kept, *(source for source in more if source not in kept))
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
