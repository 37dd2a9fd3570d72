"""What allauth tells: signing in, written into the trail, and second factors, which are bound to whose they are."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed, user_logged_in, user_logged_out
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django_tenants.utils import get_public_schema_name

from clinics.kit.current import current_schema
from clinics.staff import limits, second_factor, sessions
from clinics.staff.actions import sign_ins
from clinics.staff.actors import actor_of
from clinics.staff.adapters.factors import bind, remember_owner
from clinics.staff.models import User
from clinics.staff.second_factor import FACTORS


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, way: str = "", **_rest: Any) -> None:
    request.actor = actor_of(user, request.actor.origin)  # type: ignore[attr-defined]
    sessions.describe(request)
    sign_ins.note_sign_in(user=user, by=request.actor, at=request.at, way=way)  # type: ignore[attr-defined]


@receiver(authentication_step_completed)
def _shown_again(request: HttpRequest, user: User, method: str, reauthenticated: bool = False, **_rest: Any) -> None:
    """The session goes on under another key. Its hours begin anew, for whoever needs a factor with the factor only."""
    if reauthenticated:
        request.session.cycle_key()
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


@receiver(post_init, sender=Authenticator)
def _factor_read(instance: Authenticator, **_rest: Any) -> None:
    """A new one has no key yet, and nothing that was read."""
    if instance.pk is not None and "data" in instance.__dict__:
        instance.data = remember_owner(instance.data, instance.user_id)


@receiver(pre_save, sender=Authenticator)
def _factor_written(instance: Authenticator, **_rest: Any) -> None:
    """Operators' are sealed by the installation, in a table that no clinic reaches."""
    if current_schema() != get_public_schema_name():
        instance.data = bind(instance.data, instance.user_id)
