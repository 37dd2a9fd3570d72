"""Wrapped keysets of clinics."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataKeyState(models.TextChoices):
    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Reads only")


class DataKey(models.Model):
    """One wrapped keyset: useless without KMS or the master key file.

    Deleting a clinic's rows makes all it sealed unreadable for ever.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("purpose", "wrapped", "state")

    clinic = models.ForeignKey("clinics.Clinic", on_delete=models.CASCADE, related_name="data_keys")
    purpose = models.CharField(_("purpose"), max_length=12)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    wrapped = models.BinaryField(_("wrapped keyset"))
    state = models.CharField(max_length=8, choices=DataKeyState.choices, default=DataKeyState.ACTIVE)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "purpose", "version"],
                name="a_key_version_exists_once_per_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"
