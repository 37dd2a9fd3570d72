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


class Proof(Enum):
    """How lately somebody must have proven who they are."""

    SESSION = "since they signed in"
    RECENT = "within the minutes of the clinic's policy"


def requires(
    *permissions: Permission, opens_at: Stage = Stage.DONE, proof: Proof = Proof.SESSION
) -> Callable[[View], View]:
    """Only an actor with all of these permissions enters; others get 403, strangers sign in.

    A dangerous act asks for a recent proof as well: whoever gave theirs too long ago is asked again, and comes back.
    """

    def declare(view: View) -> View:
        view.required_permissions = frozenset(permissions)  # type: ignore[attr-defined]
        view.opens_at = opens_at  # type: ignore[attr-defined]
        view.proof = proof  # type: ignore[attr-defined]
        return view

    return declare


def asks(*names: str) -> Callable[[View], View]:
    """The view knows these parameters of an address. Others get 400, and so do all where a view says nothing."""

    def declare(view: View) -> View:
        view.asked = frozenset(names)  # type: ignore[attr-defined]
        return view

    return declare


def public(reason: str) -> Callable[[View], View]:
    """Anyone may enter; `reason` says why that is right."""

    def declare(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return declare
