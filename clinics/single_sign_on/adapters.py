"""Who may come in without the provider, as allauth asks for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from clinics.single_sign_on.entering import refused
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import OnlyThroughProvider
from clinics.staff.adapters.account import AccountAdapter
from clinics.staff.models import User
from clinics.staff.permissions import Role

WAY = "provider"
"""What the signal of signing in is told about the way that somebody came."""


class EntranceAdapter(AccountAdapter):
    """Set as ACCOUNT_ADAPTER. Every way to sign in passes here once the person is known."""

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, signal_kwargs: dict[str, Any] | None, **more: Any
    ) -> HttpResponse | None:
        answer = super().pre_login(request, user, signal_kwargs=signal_kwargs, **more)
        if answer is None and (signal_kwargs or {}).get("way") != WAY and _must_use_provider(request, user):
            return refused(request, OnlyThroughProvider())
        return answer


def _must_use_provider(request: Any, user: AbstractBaseUser) -> bool:
    """Owners keep a way in that no provider can close."""
    if request.clinic is None:
        return False
    provider = providers.in_use()
    is_closed = provider is not None and not provider.passwords_allowed
    return is_closed and isinstance(user, User) and Role.OWNER not in user.roles
