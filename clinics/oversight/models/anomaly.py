"""Something in the trail that somebody should look at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class AnomalyKind(models.TextChoices):
    OWN_RECORD = "own_record", _("Own record")
    COLLEAGUE = "colleague", _("Record of a colleague")
    MASS = "mass", _("Many records in a short time")
    NIGHT = "night", _("Outside working hours")
    DOWNLOADS = "downloads", _("Many downloads")
    STRANGERS = "strangers", _("Nothing to do with the patients")
    BROKEN_GLASS = "broken_glass", _("Hidden record opened in an emergency")
    STAFF_CHART = "staff_chart", _("Somebody who works here is a patient")
    BROKEN_TRAIL = "broken_trail", _("The trail is not whole")


class Outcome(models.TextChoices):
    EXPECTED = "expected", _("Belongs to the work")
    EXPLAINED = "explained", _("Spoken with the person, nothing further")
    WARNED = "warned", _("Against the rules, the person was warned")
    BREACH = "breach", _("A breach, to be reported")


class AnomalyQuerySet(models.QuerySet["Anomaly"]):
    def open(self) -> AnomalyQuerySet:
        return self.filter(outcome="")

    def closed(self) -> AnomalyQuerySet:
        return self.exclude(outcome="")

    def for_queue(self) -> AnomalyQuerySet:
        return self.order_by("-last_at", "-pk")


class Anomaly(models.Model):
    """Something that rules found, until somebody decided about it.

    `key` names it once: kind, actor, patient where there is one, and day. `times` counts records or
    downloads. `given_reason` is what the person said when they did it, `remark` what the reviewer wrote.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "kind",
        "key",
        "actor_kind",
        "actor_id",
        "outcome",
        "reviewed_by",
        "reviewed_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=AnomalyKind.choices)
    key = models.CharField(max_length=200, unique=True, editable=False)
    actor_kind = models.CharField(_("kind of actor"), max_length=10, blank=True)
    actor_id = models.CharField(_("who"), max_length=100, blank=True)
    patient_id = models.UUIDField(_("patient"), null=True, blank=True)
    found_at = models.DateTimeField(_("found"))
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))
    times = models.PositiveIntegerField(_("times"), default=1)
    given_reason = SealedTextField(
        _("reason given"), label="oversight.Anomaly.given_reason", max_length=500, blank=True, default=""
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    remark = SealedTextField(_("remark"), label="oversight.Anomaly.remark", max_length=2000, blank=True, default="")
    reviewed_by = models.CharField(_("reviewed by"), max_length=100, blank=True)
    reviewed_by_name = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    objects = AnomalyQuerySet.as_manager()

    class Meta:
        verbose_name = _("anomaly")
        verbose_name_plural = _("anomalies")
        ordering = ("-last_at",)
        indexes = [models.Index(fields=["-last_at"], condition=models.Q(outcome=""), name="anomalies_open")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AnomalyKind.values), name="an_anomaly_is_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(outcome="", reviewed_at__isnull=True)
                | models.Q(outcome__in=Outcome.values, reviewed_at__isnull=False),
                name="an_outcome_was_decided_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        return not self.outcome
