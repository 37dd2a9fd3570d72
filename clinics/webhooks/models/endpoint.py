"""An address at which a program of others hears what happens here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id

OLD_SECRET_GOOD_FOR = timedelta(hours=24)


class StopReason(models.TextChoices):
    BY_PERSON = "by_person", _("Somebody stopped it")
    FAILING = "failing", _("It failed for days")
    GONE = "gone", _("It said that it is gone")


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def listening_to(self, kind: str) -> EndpointQuerySet:
        return self.filter(is_enabled=True, kinds__contains=[kind])

    def for_list(self) -> EndpointQuerySet:
        return self.order_by("-is_enabled", "name", "id")

    def locked(self) -> EndpointQuerySet:
        return self.select_for_update(no_key=True)


class Endpoint(models.Model):
    """Where it is, what it hears, and with which secret it is told.

    The address is sealed because many hold a key of the receiver's own. For a day after a new secret
    was made, the old one signs as well. While nobody answers there, nothing is sent before `held_until`.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("name", "kinds", "stop_reason", "made_by_name", "stopped_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=100)
    url = SealedTextField(_("address"), label="webhooks.Endpoint.url", max_length=500)
    kinds = ArrayField(models.CharField(max_length=60), verbose_name=_("it hears of"), default=list)
    secret = SealedTextField(_("secret"), label="webhooks.Endpoint.secret", max_length=100)
    secret_set_at = models.DateTimeField(_("secret made"))
    old_secret = SealedTextField(_("old secret"), label="webhooks.Endpoint.old_secret", max_length=100, default="")
    is_enabled = models.BooleanField(_("is told"), default=True)
    stop_reason = models.CharField(_("why not"), max_length=12, choices=StopReason.choices, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True)
    stopped_by_name = models.CharField(_("stopped by"), max_length=120, blank=True)
    made_by_name = models.CharField(_("made by"), max_length=120)
    created_at = models.DateTimeField(_("made"))
    failing_since = models.DateTimeField(_("failing since"), null=True)
    silences = models.PositiveSmallIntegerField(_("times nobody answered in a row"), default=0)
    held_until = models.DateTimeField(_("not before"), null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """The host of its address, which shows no key."""
        return urlsplit(self.url).hostname or ""

    def secrets_at(self, at: datetime) -> tuple[str, ...]:
        """The secrets that sign at this moment, the newest first."""
        has_two = self.old_secret and at < self.secret_set_at + OLD_SECRET_GOOD_FOR
        return (self.secret, self.old_secret) if has_two else (self.secret,)
