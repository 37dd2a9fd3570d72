"""What allauth tells about signing in, written into the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed, user_logged_in, user_logged_out
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.http import HttpRequest

from clinics.staff import limits, second_factor, sessions
from clinics.staff.actions import sign_ins
from clinics.staff.actors import actor_of
from clinics.staff.models import User
from clinics.staff.second_factor import FACTORS


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, way: str = "", **_rest: Any) -> None:
    request.actor = actor_of(user, request.actor.origin)  # type: ignore[attr-defined]
    sessions.describe(request)
    sign_ins.note_sign_in(user=user, by=request.actor, at=request.at, way=way)  # type: ignore[attr-defined]


@receiver(authentication_step_completed)
def _shown_again(request: HttpRequest, user: User, method: str, reauthenticated: bool = False, **_rest: Any) -> None:
    """The hours of a session begin anew, for whoever needs a factor with the factor only."""
    if reauthenticated and (method == "mfa" or not second_factor.is_required_of(user)):
        limits.renew(request.session, now=int(request.at.timestamp()))  # type: ignore[attr-defined]


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_rest: Any) -> None:
    if user is not None and hasattr(request, "actor"):
        sign_ins.note_sign_out(user=user, by=actor_of(user, request.actor.origin), at=request.at)  # type: ignore[attr-defined]


@receiver(factors.authenticator_added)
def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """Who has just set up a factor has just shown it, so this session goes on."""
    _note("added", request, user, authenticator)
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(factors.authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    _note("removed", request, user, authenticator)


@receiver(factors.authenticator_reset)
def _factor_renewed(request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    _note("renewed", request, user, authenticator)


@receiver(factors.authentication_failed)
def _wrong_factor(request: HttpRequest, user: User, **_rest: Any) -> None:
    sign_ins.note_wrong_factor(user=user, by=request.actor, at=request.at)  # type: ignore[attr-defined]


def _note(event: str, request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    actor = actor_of(user, request.actor.origin)  # type: ignore[attr-defined]
    sign_ins.note_factor(event=event, user=user, kind=authenticator.type, by=actor, at=request.at)  # type: ignore[attr-defined]
