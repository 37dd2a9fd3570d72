"""Which request, clinic and person a log line belongs to."""

from __future__ import annotations

from contextvars import ContextVar, Token

from django.apps import apps
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import LazyObject, empty
from structlog.types import EventDict, WrappedLogger

_request: ContextVar[HttpRequest | None] = ContextVar("request_of_lines", default=None)


def begin(request: HttpRequest) -> Token:
    """From here on, lines of this thread belong to the request."""
    return _request.set(request)


def end(token: Token) -> None:
    _request.reset(token)


def add_context(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Add `request_id`, `clinic` (its opaque schema) and `user` (an id), as far as they are known.

    Nothing is fetched for it: what the request has not found out by now stays out of the line.
    """
    request = _request.get()
    if request is not None:
        known = request.__dict__
        event.setdefault("request_id", known.get("request_id", ""))
        actor = known.get("actor")
        if actor is not None and not _is_unasked(actor) and actor.id:
            event.setdefault("user", str(actor.id))
    # Before the apps are there no connection can be, and asking for one would fail.
    schema = getattr(connection, "schema_name", None) if apps.ready else None
    if schema:
        event.setdefault("clinic", schema)
    return event


def _is_unasked(value: object) -> bool:
    return isinstance(value, LazyObject) and value.__dict__.get("_wrapped") is empty
