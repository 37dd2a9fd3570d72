"""The account of one patient: the row that everybody locks who moves that patient's money."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id
from patients.models import Patient


class AccountQuerySet(models.QuerySet["Account"]):
    def locked(self) -> AccountQuerySet:
        return self.select_for_update(no_key=True)


class Account(models.Model):
    """One for each patient, made with the first movement. It holds no sum: sums are of entries."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.OneToOneField(Patient, models.PROTECT, related_name="account", verbose_name=_("patient"))
    opened_at = models.DateTimeField(_("opened"))

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return f"account {self.pk}"


class Series(models.Model):
    """Numbers without a gap: the row is locked until what took a number has committed."""

    plain_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = models.CharField(_("series"), max_length=20, primary_key=True)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")

    def __str__(self) -> str:
        return self.name
