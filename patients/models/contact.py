"""How a person is reached and where they live."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id

CODE_AFTER_CITY = frozenset({"US", "CA", "AU", "NZ", "GB", "IE", "IN", "ZA", "AE", "KE", "SG", "PH"})
"""Countries that write the postal code after city and state."""


class ContactSystem(models.TextChoices):
    """FHIR ContactPointSystem, as far as a clinic uses it."""

    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    FAX = "fax", _("Fax")


class ContactUse(models.TextChoices):
    MOBILE = "mobile", _("Mobile")
    HOME = "home", pgettext_lazy("where somebody lives", "Home")
    WORK = "work", _("Work")
    OLD = "old", _("No longer used")


class AddressUse(models.TextChoices):
    HOME = "home", pgettext_lazy("where somebody lives", "Home")
    WORK = "work", _("Work")
    TEMPORARY = "temp", _("Temporary")
    BILLING = "billing", _("Billing")
    OLD = "old", _("No longer used")


class ContactPoint(models.Model):
    """A telephone number or e-mail address, as written. The lowest `rank` is tried first."""

    plain_fields: ClassVar[tuple[str, ...]] = ("system", "use")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="contacts")
    system = models.CharField(_("kind"), max_length=6, choices=ContactSystem.choices)
    use = models.CharField(_("use"), max_length=8, choices=ContactUse.choices, blank=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=1)
    value = SealedTextField(_("number or address"), label="patients.ContactPoint.value", max_length=254)
    note = SealedTextField(_("note"), label="patients.ContactPoint.note", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("rank", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(system__in=ContactSystem.values), name="a_contact_kind_is_known"),
            models.CheckConstraint(condition=models.Q(use__in=["", *ContactUse.values]), name="a_contact_use_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.pk}"

    @property
    def is_old(self) -> bool:
        return self.use == ContactUse.OLD


class Address(models.Model):
    """A postal address. `lines` is street and number, one line each; `country` ISO 3166-1 alpha-2 or empty."""

    plain_fields: ClassVar[tuple[str, ...]] = ("use", "country")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="addresses")
    use = models.CharField(_("use"), max_length=8, choices=AddressUse.choices, default=AddressUse.HOME)
    lines = SealedTextField(_("street"), label="patients.Address.lines", max_length=300, blank=True, default="")
    city = SealedTextField(_("city"), label="patients.Address.city", max_length=100, blank=True, default="")
    state = SealedTextField(
        _("state or province"), label="patients.Address.state", max_length=100, blank=True, default=""
    )
    postal_code = SealedTextField(
        _("postal code"), label="patients.Address.postal_code", max_length=20, blank=True, default=""
    )
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(use__in=AddressUse.values), name="an_address_use_is_known"),
        ]

    def __str__(self) -> str:
        return f"address {self.pk}"

    @property
    def is_old(self) -> bool:
        return self.use == AddressUse.OLD

    def shown_in(self, country: str) -> str:
        """On one line, as `lines_in` has it."""
        return ", ".join(self.lines_in(country))

    def lines_in(self, country: str) -> list[str]:
        """Street, place and country, in the order of its country, which is left out at home in `country`."""
        if (self.country or country) in CODE_AFTER_CITY:
            place = [self.city, " ".join(filter(None, (self.state, self.postal_code)))]
        else:
            place = [" ".join(filter(None, (self.postal_code, self.city))), self.state]
        abroad = self.country if self.country != country else ""
        return list(filter(None, (*self.lines.splitlines(), ", ".join(filter(None, place)), abroad)))
