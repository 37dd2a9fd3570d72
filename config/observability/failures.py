"""An exception as operators may see it: types and places, never messages or values."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from structlog.types import EventDict, WrappedLogger

LONGEST_CHAIN = 4
DEEPEST = 30


def describe(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by `exception`: the chain of failures, outermost first."""
    raised = _raised(event)
    if raised is not None:
        event["exception"] = chain(raised)
    return event


def chain(raised: BaseException) -> list[dict[str, Any]]:
    """Each failure with `type`, `frames` (`module:function:line`) and, from the database, `sqlstate`."""
    links: list[dict[str, Any]] = []
    current: BaseException | None = raised
    while current is not None and len(links) < LONGEST_CHAIN:
        links.append(_link(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return links


def in_words(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """The same chain as text, for people at a terminal; to come right before the line is written."""
    links = event.get("exception")
    if isinstance(links, list):
        event["exception"] = "\n".join(_link_in_words(link) for link in links)
    return event


def _link_in_words(link: dict[str, Any]) -> str:
    more = [str(link[name]) for name in ("sqlstate", "constraint") if name in link]
    return "\n  ".join([" ".join([link["type"], *more]), *link["frames"]])


def _raised(event: EventDict) -> BaseException | None:
    given = event.get("exc_info")
    record = event.get("_record")
    if given is None and record is not None:
        given = record.exc_info
    if given is True:
        given = sys.exc_info()
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple) and isinstance(given[1], BaseException):
        return given[1]
    return None


def _link(raised: BaseException) -> dict[str, Any]:
    kind = type(raised)
    link: dict[str, Any] = {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [
            f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_name}:{line}"
            for frame, line in traceback.walk_tb(raised.__traceback__)
        ][-DEEPEST:],
    }
    sqlstate = getattr(raised, "sqlstate", None)
    if isinstance(sqlstate, str):
        link["sqlstate"] = sqlstate
        constraint = getattr(getattr(raised, "diag", None), "constraint_name", None)
        if constraint:
            link["constraint"] = constraint
    return link
