"""How a view says who may enter it. Middleware closes every view that says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from clinics.staff.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Only an actor with all of these permissions enters; others get 403, strangers sign in."""

    def declare(view: View) -> View:
        view.required_permissions = frozenset(permissions)  # type: ignore[attr-defined]
        return view

    return declare


def public(reason: str) -> Callable[[View], View]:
    """Anyone may enter; `reason` says why that is right."""

    def declare(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return declare
