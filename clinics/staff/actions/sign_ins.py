"""Signing in and out, and the passwords and factors that it takes."""

from __future__ import annotations

from datetime import datetime

from allauth.idp.oidc.models import Token
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django_tenants.utils import get_public_schema_name

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_schema
from clinics.staff.models import User


def note_sign_in(*, user: User, by: Actor, at: datetime, way: str = "") -> None:
    """`way` is "provider" for who came through the clinic's identity provider."""
    audit.record(event="staff.signed_in", by=by, at=at, subject=user, reason=way)


def note_sign_out(*, user: User, by: Actor, at: datetime, reason: str = "") -> None:
    """`reason` is empty for a person who left, "idle" or "expired" for one who was signed out."""
    audit.record(event="staff.signed_out", by=by, at=at, subject=user, reason=reason)


def note_failure(*, email: str, by: Actor, at: datetime) -> None:
    """A password was wrong. The address is not kept; the person is, when there is one."""
    user = User.objects.filter(email=email.strip().lower()).first()
    audit.record(event="staff.sign_in_failed", by=by, at=at, subject=user)


def note_wrong_factor(*, user: User, by: Actor, at: datetime) -> None:
    audit.record(event="staff.second_factor_failed", by=by, at=at, subject=user)


def note_factor(*, event: str, user: User, kind: str, by: Actor, at: datetime) -> None:
    """`event` is "added", "removed" or "renewed"; `kind` is "totp", "webauthn" or "recovery_codes"."""
    audit.record(event=f"staff.second_factor_{event}", by=by, at=at, subject=user, reason=kind)


def set_password(*, user: AbstractBaseUser, password: str, by: Actor, at: datetime) -> None:
    """A new password; sessions begun and tokens given out with the old one end."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        if current_schema() != get_public_schema_name():  # operators have no tokens
            Token.objects.filter(user=user).delete()
        audit.record(event="staff.password_changed", by=by, at=at, subject=user, fields=["password"])
