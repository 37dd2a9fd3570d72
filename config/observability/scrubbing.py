"""What may appear in a log line, and what is taken out of it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any
from uuid import UUID

from structlog.types import EventDict, WrappedLogger

WITHHELD = "…"

PLAIN_KEYS = frozenset(
    {"timestamp", "level", "logger", "request_id", "clinic", "schema", "user", "actor_kind"}
    | {"route", "method", "status", "duration_ms", "check", "host_known", "reason_code", "version"}
    | {"task", "task_id", "job", "job_kind", "kind", "state", "attempt", "batch", "queue", "purpose", "failure"}
    | {"count", "done", "total", "rows", "bytes", "errors", "code", "migration", "mode"}
    | {"pid", "port", "threads", "worker", "signal"}
)
"""Names whose values are counts, ids or slugs by design. Anything else is named, not shown."""

SLUG = re.compile(r"[A-Za-z0-9_.:/<>\[\]@+-]{1,120}\Z")

INFRASTRUCTURE = ("psycopg.pool", "celery.worker.consumer", "celery.beat", "kombu")
"""Loggers that speak of connections and schedules only; their arguments are kept."""

TEMPLATES = ("celery.",)
"""Loggers whose sentences are module constants changed on the way (stripped), but still constants."""

CALLERS = 4
"""How far up a sentence is looked for: libraries log through functions of their own."""

NAMED_ARGUMENTS = ("name", "id", "runtime", "task_id", "hostname")


def withhold_arguments(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Rewrite a library's line: its constant sentence with only harmless arguments filled in."""
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", None)
    sentence = record.msg if isinstance(record.msg, str) else ""
    if record.name.startswith(INFRASTRUCTURE):
        event["event"] = on_one_line(sentence % arguments if arguments else sentence)
    elif record.name.startswith(TEMPLATES) or _is_literal(sentence, _frame_of(record)):
        event["event"] = on_one_line(_fill(sentence, arguments))
    else:
        event["event"] = _place(record)
    return event


def on_one_line(sentence: str) -> str:
    """The same without what would end the line or move a terminal, so that it cannot look like two."""
    return "".join(letter if letter.isprintable() else " " for letter in sentence)


def _fill(sentence: str, arguments: object) -> str:
    if not arguments:
        return sentence
    try:
        return sentence % _harmless(arguments)
    except (TypeError, ValueError, KeyError):
        return sentence


def withhold_composed_sentence(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Withhold a sentence of our own code that is not a literal where it is logged."""
    frame = _calling_frame()
    if not _is_literal(str(event.get("event", "")), frame):
        line = f"{frame.f_code.co_name}:{frame.f_lineno}" if frame else "unknown place"
        event["event"] = f"{WITHHELD} ({line})"
    event.pop("positional_args", None)
    return event


def scrub(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Keep plain values under known names; say only the names of the others."""
    kept: dict[str, Any] = {}
    dropped = []
    for name, value in event.items():
        if name in ("event", "exception"):
            kept[name] = value
        elif name in PLAIN_KEYS and is_plain(value):
            kept[name] = str(value) if isinstance(value, UUID) else value
        else:
            dropped.append(name)
    if dropped:
        kept["dropped"] = sorted(dropped)
    return kept


def is_plain(value: object) -> bool:
    """Whether a value is a number, an id or a slug, so that it cannot be a sentence."""
    if value is None or isinstance(value, (bool, int, float, UUID)):
        return True
    if isinstance(value, (list, tuple)):
        return all(is_plain(item) for item in value)
    return isinstance(value, str) and (value == "" or SLUG.match(value) is not None)


def _harmless(arguments: object) -> object:
    if isinstance(arguments, Mapping):
        known = {name: arguments[name] for name in NAMED_ARGUMENTS if name in arguments}
        return _Named({name: value for name, value in known.items() if is_plain(value)})
    if not isinstance(arguments, tuple):
        arguments = (arguments,)
    return tuple(_Shown(value) for value in arguments)


class _Named(dict):
    def __missing__(self, name: str) -> str:
        return WITHHELD


class _Shown:
    """An argument that answers `%s`, `%r` and `%d` alike: with its number, or as withheld."""

    def __init__(self, value: object) -> None:
        self._number = value if isinstance(value, (int, float)) else None

    def __str__(self) -> str:
        return WITHHELD if self._number is None else str(self._number)

    __repr__ = __str__

    def __int__(self) -> int:
        return int(self._number or 0)

    def __float__(self) -> float:
        return float(self._number or 0)

    __index__ = __int__


def _place(record: logging.LogRecord) -> str:
    return f"{WITHHELD} ({record.name} {record.funcName}:{record.lineno})"


def _is_literal(sentence: str, frame: FrameType | None) -> bool:
    """Whether the sentence is a constant of the code at the frame, of its module or of its callers."""
    for _ in range(CALLERS):
        if frame is None or not sentence:
            return False
        if sentence in frame.f_code.co_consts or sentence in _constants_of(frame.f_globals):
            return True
        frame = frame.f_back
    return False


def _constants_of(module: dict[str, Any]) -> set[str]:
    return {value for value in list(module.values()) if isinstance(value, str)}


def _frame_of(record: logging.LogRecord) -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_filename == record.pathname and code.co_name == record.funcName:
            return frame
        frame = frame.f_back
    return None


def _calling_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__", "").startswith("structlog"):
        frame = frame.f_back
    return frame
