"""A program that uses the API of this clinic."""

from __future__ import annotations

from typing import ClassVar

from allauth.idp.oidc.models import Client
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def for_clients_page(self) -> ApiClientQuerySet:
        """With name, scopes and grants, by name."""
        return self.select_related("client").order_by("-is_active", "client__name", "client_id")

    def locked(self) -> ApiClientQuerySet:
        return self.select_for_update(no_key=True, of=("self",))


class ApiClient(models.Model):
    """What the clinic decides about a client of its issuer. Without a row of these a client gets nothing."""

    plain_fields: ClassVar[tuple[str, ...]] = ("made_by_name",)

    client = models.OneToOneField(Client, models.PROTECT, primary_key=True, related_name="api_client")
    is_active = models.BooleanField(_("may connect"), default=True)
    made_by_name = models.CharField(_("made by"), max_length=120)
    created_at = models.DateTimeField(_("made"))
    secret_set_at = models.DateTimeField(_("secret made"))

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")

    def __str__(self) -> str:
        return self.client.name

    @property
    def acts_for_people(self) -> bool:
        """Whether somebody signs in through it; otherwise it acts for itself."""
        return Client.GrantType.AUTHORIZATION_CODE in self.client.get_grant_types()
