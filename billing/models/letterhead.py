"""Who issues an invoice, in what look: copied, so that an invoice can be printed as it was."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    def latest_first(self) -> LetterheadQuerySet:
        return self.order_by("-recorded_at", "-id")


class Letterhead(models.Model):
    """One version of the clinic's letterhead; a change is a new row, and an invoice keeps the one it was issued under.

    `name` is the legal one; while it is `clinic_name`, it follows that. Texts have one thing a line.
    `brand` tells colours and logo of one version from another's.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "address",
        "tax_numbers",
        "payment",
        "footer",
        "accent",
        "logo",
        "brand",
        "clinic_name",
        "language",
        "country",
        "recorded_by_id",
        "recorded_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("legal name"), max_length=120)
    address = models.TextField(_("address"), max_length=400, blank=True)
    tax_numbers = models.TextField(_("tax and registration numbers"), max_length=400, blank=True)
    payment = models.TextField(_("how to pay"), max_length=600, blank=True)
    footer = models.TextField(_("last lines"), max_length=400, blank=True)
    accent = models.CharField(_("colour"), max_length=7)
    logo = models.BinaryField(_("logo"), blank=True, default=b"")
    brand = models.CharField(max_length=40)
    clinic_name = models.CharField(max_length=120)
    language = models.CharField(_("language"), max_length=12)
    country = models.CharField(_("country"), max_length=2)
    recorded_at = models.DateTimeField(_("written"))
    recorded_by_id = models.CharField(max_length=100)
    recorded_by_name = models.CharField(_("written by"), max_length=120)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        ordering = ("-recorded_at", "-id")

    def __str__(self) -> str:
        return f"letterhead {self.pk}"
