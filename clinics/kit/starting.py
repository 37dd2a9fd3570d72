"""What must hold before a process serves clinics: web, worker and dispatcher ask as they start."""

from __future__ import annotations

from collections.abc import Callable

CHECKS: list[Callable[[], None]] = []
"""Filled in `AppConfig.ready()`. Each raises an exception that says what to do."""


def check_before_serving() -> None:
    for check in CHECKS:
        check()
