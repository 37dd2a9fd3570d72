"""What is done to the accounts of people who work here. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.idp.oidc.models import Token
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.live import look_again_at
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.staff.actions import roles
from clinics.staff.models import User
from clinics.staff.permissions import Role
from clinics.staff.registry import arrived

DETAILS = ("name", "title", "language", "theme", "shortcuts")


class NotYourself(Refusal):
    code = "not-yourself"
    sentence = _("You cannot do this to your own account. Ask another administrator.")


def describe(*, user: User, by: Actor, at: datetime, **details: Any) -> User:
    """Change name, title, language, theme or shortcuts; only what differs is written and named."""
    with transaction.atomic():
        user = roles.lock(user)
        if str(user.pk) != by.id:
            roles.respect_owners(user, by=by)
        changed = [field for field in DETAILS if field in details]
        changed = [field for field in changed if getattr(user, field) != details[field]]
        for field in changed:
            setattr(user, field, details[field])
        if changed:
            user.save(update_fields=changed)
            audit.record(event="staff.details_changed", by=by, at=at, subject=user, fields=changed)
    return user


def disable(*, user: User, by: Actor, at: datetime) -> User:
    """End this person's access at once: pages, sessions and tokens. Raises NotYourself, OnlyOwnersDo, LastOwner."""
    with transaction.atomic():
        user = roles.lock(user)
        if str(user.pk) == by.id:
            raise NotYourself
        roles.respect_owners(user, by=by)
        if not user.is_active:
            return user
        if Role.OWNER in user.roles:
            roles.keep_another_owner(than=user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        _end_sessions(user)
        audit.record(event="staff.disabled", by=by, at=at, subject=user)
    return user


def enable(*, user: User, by: Actor, at: datetime) -> User:
    """Let this person sign in again; what ended when they were disabled stays ended."""
    with transaction.atomic():
        user = roles.lock(user)
        roles.respect_owners(user, by=by)
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
            audit.record(event="staff.enabled", by=by, at=at, subject=user)
            arrived(user.email, by=by, at=at)
    return user


def sign_out_everywhere(*, user: User, by: Actor, at: datetime) -> User:
    """End every session and token of this person."""
    with transaction.atomic():
        user = roles.lock(user)
        if str(user.pk) != by.id:
            roles.respect_owners(user, by=by)
        _end_sessions(user)
        audit.record(event="staff.signed_out_everywhere", by=by, at=at, subject=user)
    return user


def reset_second_factor(*, user: User, by: Actor, at: datetime) -> User:
    """For someone who lost telephone, keys and recovery codes: they set one up anew when they next sign in."""
    with transaction.atomic():
        user = roles.lock(user)
        if str(user.pk) == by.id:
            raise NotYourself
        roles.respect_owners(user, by=by)
        kinds = sorted(set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))
        Authenticator.objects.filter(user=user).delete()
        _end_sessions(user)
        audit.record(event="staff.second_factor_reset", by=by, at=at, subject=user, fields=kinds)
    return user


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    Token.objects.filter(user=user).delete()
    look_again_at(user.pk)
