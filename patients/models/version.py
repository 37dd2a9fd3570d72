"""What was known of a person after each change, and whose chart somebody opened last."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField
from clinics.kit.ids import new_id


class PatientVersion(models.Model):
    """One state of a record, kept for good: insert-only by privilege.

    `snapshot` is the whole record as `patients.snapshots` writes it; `fields` names what changed.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("change", "fields", "by_kind", "by_id", "by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    change = models.CharField(_("what"), max_length=60)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    snapshot = SealedJSONField(label="patients.PatientVersion.snapshot")
    by_kind = models.CharField(max_length=10)
    by_id = models.CharField(max_length=100, blank=True)
    by_name = models.CharField(_("who"), max_length=120, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("version of a patient")
        verbose_name_plural = _("versions of patients")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="a_version_of_a_patient_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.patient_id}"


class ChartOpening(models.Model):
    """When somebody last opened a chart: what "recently opened" shows. Not the audit trail, which no feature reads."""

    plain_fields: ClassVar[tuple[str, ...]] = ("actor_id",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="openings")
    actor_id = models.CharField(max_length=100)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opened chart")
        verbose_name_plural = _("opened charts")
        ordering = ("-opened_at",)
        indexes = [models.Index(fields=["actor_id", "-opened_at"], name="charts_opened_by_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["patient", "actor_id"], name="a_chart_is_kept_once_per_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.patient_id}"
