"""How a view says who may enter it. Middleware closes every view that says nothing."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from clinics.staff.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


class Stage(Enum):
    """How far somebody who is signed in, and needs a second factor, must have come to reach a view."""

    ALWAYS = "anyone reaches it"
    SETTING_UP = "also while a factor is missing"
    SHOWING = "also while the factor was not shown"
    DONE = "only with the factor shown"


def requires(*permissions: Permission, opens_at: Stage = Stage.DONE) -> Callable[[View], View]:
    """Only an actor with all of these permissions enters; others get 403, strangers sign in."""

    def declare(view: View) -> View:
        view.required_permissions = frozenset(permissions)  # type: ignore[attr-defined]
        view.opens_at = opens_at  # type: ignore[attr-defined]
        return view

    return declare


def public(reason: str) -> Callable[[View], View]:
    """Anyone may enter; `reason` says why that is right."""

    def declare(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return declare
