"""A clinic: one schema, one database role, one key."""

from __future__ import annotations

import math
import time
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _
from django_tenants.models import TenantMixin

from clinics.encryption.keysets import WrappedKey
from clinics.kit.current import entering_platform


class ClinicState(models.TextChoices):
    ONBOARDING = "onboarding", _("Being set up")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Clinic(TenantMixin):
    """One clinic of this installation.

    `schema_name` is opaque and never changes; hosts are `Domain` rows. `country` is ISO 3166-1
    alpha-2, `currency` ISO 4217, `language` BCP 47, `time_zone` an IANA name. `accent` is a
    colour as `#rrggbb`. `week_start` is an ISO weekday (1 is Monday); None is as usual in the
    country. `unused_identifiers` are keys of identifier systems that are not asked for.
    """

    auto_create_schema = False
    auto_drop_schema = False
    plain_fields: ClassVar[tuple[str, ...]] = (
        "schema_name",
        "subdomain",
        "name",
        "state",
        "country",
        "currency",
        "language",
        "time_zone",
        "accent",
        "logo",
        "support_contact",
        "address",
        "phone",
        "unused_identifiers",
    )

    subdomain = models.SlugField(_("subdomain"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=ClinicState.choices, default=ClinicState.ONBOARDING)
    country = models.CharField(_("country"), max_length=2, default="US")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    language = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    accent = models.CharField(_("colour"), max_length=7, default="#0f766e")
    logo = models.BinaryField(_("logo"), blank=True, default=b"")
    support_contact = models.CharField(_("support contact"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True, default="", db_default="")
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="", db_default="")
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), null=True, blank=True)
    unused_identifiers = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("identifiers not used"),
        blank=True,
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField(max_length=40))),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    state_changed_at = models.DateTimeField(_("state changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=r"^(public|c_[0-9]{6,})$"),
                name="a_schema_name_is_opaque",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[value for value, _label in ClinicState.choices]),
                name="a_clinic_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(week_start__isnull=True) | models.Q(week_start__range=(1, 7)),
                name="a_week_begins_on_a_weekday",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.state == ClinicState.ACTIVE

    @property
    def wrapped_keys(self) -> tuple[WrappedKey, ...]:
        """The clinic's wrapped keysets, as they were when they were last read."""
        return self.__dict__.get("_wrapped_keys", ())

    def preload(self) -> Clinic:
        """Read keys and canonical host once: its own role cannot, so before it is entered."""
        if "_wrapped_keys" not in self.__dict__:
            with entering_platform():
                self._read_keys()
                primary = self.domains.filter(is_primary=True).first()
            self.__dict__["_canonical_host"] = primary.domain if primary else f"{self.subdomain}.{settings.BASE_HOST}"
        return self

    def renew_keys(self, *, older_than: float) -> None:
        """Read the keys again when they were read this many seconds ago; never inside the clinic's transaction."""
        if time.monotonic() - self.keys_read_at > older_than:
            with entering_platform():
                self._read_keys()

    def _read_keys(self) -> None:
        read_at = time.monotonic()
        self.__dict__["_wrapped_keys"] = tuple(
            WrappedKey(row.purpose, row.version, bytes(row.wrapped))
            for row in self.data_keys.order_by("purpose", "version")
        )
        self.__dict__["_keys_read_at"] = read_at

    @property
    def keys_read_at(self) -> float:
        """When the wrapped keysets were read, by `time.monotonic`."""
        return self.__dict__.get("_keys_read_at", -math.inf)

    def forget_preloaded(self) -> None:
        self.__dict__.pop("_wrapped_keys", None)
        self.__dict__.pop("_canonical_host", None)

    @property
    def canonical_host(self) -> str:
        """The one host of links, token issuer and passkeys, without a port."""
        return self.preload().__dict__["_canonical_host"]

    @property
    def base_url(self) -> str:
        """Where links to this clinic begin, such as `https://demo.example.org`."""
        return f"{settings.PUBLIC_SCHEME}://{self.canonical_host}{settings.BASE_PORT}"
