"""Log lines that say what happened and hold nothing personal.

A line is JSON on standard output in production and readable text elsewhere; its content is the same
in both. Four rules keep patients out of it, whoever writes the line:

1. The sentence of a line is a literal in the code that writes it; text put together at run time is
   withheld, because it may quote what a person typed.
2. Values are kept by name: only the keys of `PLAIN_KEYS`, and there only numbers, ids and slugs.
3. Arguments of other libraries' messages are kept when they are numbers, else shown as `…`.
4. An exception is its type, its frames and its SQLSTATE. Its message is never written: database
   errors quote rows, validation errors quote forms.
"""

from __future__ import annotations

import sys
from typing import Any

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from config.observability import failures, lines, scrubbing


def _drop_record(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    for name in ("_record", "_from_structlog", "exc_info", "stack", "stack_info"):
        event.pop(name, None)
    return event


SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    lines.add_context,
)
"""Run for every line, ours or a library's, in the thread that writes it."""

FINISHING: tuple[Processor, ...] = (failures.describe, _drop_record, scrubbing.scrub)


def logging_settings(*, readable: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's `LOGGING`: one handler on standard output, for every logger of the process."""
    rendering: tuple[Processor, ...] = (
        (failures.in_words, structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), sort_keys=True))
        if readable
        else (structlog.processors.JSONRenderer(sort_keys=True),)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [scrubbing.withhold_arguments, *SHARED],
                "processors": [*FINISHING, *rendering],
                "use_get_message": False,
                "pass_foreign_args": True,
            }
        },
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "lines",
            }
        },
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Each request has its own line with the route's name; these repeat it with the path.
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.request": {"level": "ERROR"},
            "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            # Debug lines of these hold statements, bodies and headers: never at any level.
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "INFO"},
            "botocore": {"level": "WARNING"},
            "boto3": {"level": "WARNING"},
            "urllib3": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "asyncio": {"level": "WARNING"},
        },
    }


def configure() -> None:
    """Send structlog's own loggers through the same handler. Called once, by the settings."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            scrubbing.withhold_composed_sentence,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
