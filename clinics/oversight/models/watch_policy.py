"""Who watches over the clinic's trail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchPolicyQuerySet(models.QuerySet["WatchPolicy"]):
    def current(self) -> WatchPolicy:
        """What the clinic decided; the defaults when it has not."""
        return self.select_related("privacy_officer").first() or WatchPolicy()


class WatchPolicy(models.Model):
    """The one row of what a clinic wants watched. Without a privacy officer its owners are told."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    privacy_officer = models.ForeignKey(
        "staff.User",
        verbose_name=_("privacy officer"),
        help_text=_("Is told at once. Without one, the owners are."),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = WatchPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("what is watched")
        verbose_name_plural = _("what is watched")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="a_clinic_has_one_watch_policy"),
        ]

    def __str__(self) -> str:
        return str(_("What is watched"))
