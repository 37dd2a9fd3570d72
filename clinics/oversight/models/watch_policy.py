"""What a clinic wants watched in its trail, and who is told."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def at_least_one(most: int) -> list:
    return [MinValueValidator(1), MaxValueValidator(most)]


class WatchPolicyQuerySet(models.QuerySet["WatchPolicy"]):
    def current(self) -> WatchPolicy:
        """What the clinic decided; the defaults when it has not."""
        return self.select_related("privacy_officer").first() or WatchPolicy()


class WatchPolicy(models.Model):
    """The one row of what a clinic wants watched. Without a privacy officer its owners are told.

    Hours are the clinic's; a night belongs to the day on which it begins.
    """

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
    watches_colleagues = models.BooleanField(
        _("records of people who work here"),
        help_text=_("Recognised by the same name or e-mail address."),
        default=True,
    )
    records_an_hour = models.PositiveSmallIntegerField(
        _("records of different patients that one person opens in an hour"), default=60, validators=at_least_one(10_000)
    )
    watches_nights = models.BooleanField(_("records opened outside working hours"), default=True)
    day_begins = models.TimeField(_("work begins at the earliest at"), default=time(6))
    day_ends = models.TimeField(_("work ends at the latest at"), default=time(22))
    night_records = models.PositiveSmallIntegerField(
        _("records that one person opens in a night"), default=5, validators=at_least_one(10_000)
    )
    downloads_a_day = models.PositiveSmallIntegerField(
        _("downloads of one person in a day"), default=20, validators=at_least_one(10_000)
    )
    watches_strangers = models.BooleanField(
        _("records of patients with whom somebody has nothing to do"),
        help_text=_("No appointment near, and nothing written about them by the same person."),
        default=True,
    )
    strangers_a_day = models.PositiveSmallIntegerField(
        _("such records that one person opens in a day"), default=10, validators=at_least_one(10_000)
    )
    related_days = models.PositiveSmallIntegerField(
        _("days before and after that make an appointment near"), default=30, validators=at_least_one(730)
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
