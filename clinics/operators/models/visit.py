"""An operator of the platform in a clinic: who, why, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id

LENGTHS = (15, 30, 60)
"""The minutes a visit may last; nothing makes it longer."""


class How(models.TextChoices):
    """What ended a visit before its time."""

    OPERATOR = "operator", _("by the operator")
    CLINIC = "clinic", _("by the clinic")
    POLICY = "policy", _("as the clinic forbade such visits")
    PLATFORM = "platform", _("as the operator's account or the clinic was closed meanwhile")


class VisitQuerySet(models.QuerySet["Visit"]):
    def begun(self) -> VisitQuerySet:
        return self.filter(began_at__isnull=False)

    def unended(self) -> VisitQuerySet:
        """Those that go on, ran out by the clock, or were never begun."""
        return self.filter(ended_at=None)

    def under_way(self, *, at: datetime) -> VisitQuerySet:
        return self.unended().filter(until__gt=at)

    def newest(self) -> VisitQuerySet:
        return self.order_by("-asked_at", "-pk")


class Visit(models.Model):
    """A visit, from being asked for on.

    It begins when its ticket is shown here, once, until `enter_by`; `until` is then settled. Only the SHA-256 of the
    ticket is kept, in hexadecimal. `operator_epoch` is how often the operator was signed out everywhere when asking.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "operator_name",
        "ticket_number",
        "ticket_hash",
        "ended_how",
        "ended_by_id",
        "ended_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operator_id = models.UUIDField(_("operator"))
    operator_name = models.CharField(_("operator's name"), max_length=120)
    operator_epoch = models.PositiveIntegerField(default=0)
    reason = SealedTextField(_("reason"), label="operators.Visit.reason", max_length=300)
    ticket_number = models.CharField(_("ticket number"), max_length=40, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    ticket_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked"))
    enter_by = models.DateTimeField(_("to be entered until"))
    began_at = models.DateTimeField(_("began"), null=True)
    until = models.DateTimeField(_("until"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_how = models.CharField(_("how it ended"), max_length=10, choices=How.choices, blank=True)
    ended_by_id = models.CharField(max_length=100, blank=True)
    ended_by_name = models.CharField(_("ended by"), max_length=120, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit of an operator")
        verbose_name_plural = _("visits of operators")
        ordering = ("-asked_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__in=LENGTHS), name="a_visit_lasts_a_quarter_half_or_whole_hour"
            ),
            models.CheckConstraint(
                condition=models.Q(began_at=None, until=None)
                | models.Q(began_at__isnull=False, until__gt=models.F("began_at")),
                name="a_visit_that_began_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    def is_under_way(self, at: datetime) -> bool:
        return self.until is not None and self.ended_at is None and at < self.until
