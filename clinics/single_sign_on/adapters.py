"""Who may come in without the provider, as allauth asks for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.single_sign_on.entering import refused
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import OnlyThroughProvider
from clinics.staff.adapters.account import AccountAdapter
from clinics.staff.models import User
from clinics.staff.permissions import Role

WAY = "provider"
"""What the signal of signing in is told about the way that somebody came."""
CONFIRMING = "provider"
"""What the way to confirm oneself is called beside allauth's."""


class EntranceAdapter(AccountAdapter):
    """Set as ACCOUNT_ADAPTER. Every way to sign in passes here once the person is known."""

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, signal_kwargs: dict[str, Any] | None, **more: Any
    ) -> HttpResponse | None:
        answer = super().pre_login(request, user, signal_kwargs=signal_kwargs, **more)
        if answer is None and (signal_kwargs or {}).get("way") != WAY and _must_use_provider(request, user):
            return refused(request, OnlyThroughProvider())
        return answer

    def provider_to_join_through(self, roles: Collection[str]) -> IdentityProvider | None:
        return _only_way_of(roles)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The provider confirms people, too. Where passwords are closed, theirs shows nothing about them."""
        methods = super().get_reauthentication_methods(user)
        if self.request.clinic is None or not user.is_authenticated:
            return methods
        provider = providers.that_knows(user)
        if provider is None:
            return methods
        confirm = {
            "id": CONFIRMING,
            "description": _("Confirm with %(name)s") % {"name": provider.name},
            "url": reverse("single_sign_on:confirmation"),
        }
        if not _must_use_provider(self.request, user):
            return [*methods, confirm]
        return [confirm, *(each for each in methods if each["id"] != "reauthenticate")]


def _must_use_provider(request: Any, user: AbstractBaseUser) -> bool:
    return request.clinic is not None and isinstance(user, User) and _only_way_of(user.roles) is not None


def _only_way_of(roles: Collection[str]) -> IdentityProvider | None:
    """The provider, where it is the only way in. Owners keep one that no provider can close."""
    provider = providers.in_use()
    is_closed = provider is not None and not provider.passwords_allowed
    return provider if is_closed and Role.OWNER not in roles else None
