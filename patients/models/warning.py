"""What everybody who opens a chart must know first: alerts and allergies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class AlertCategory(models.TextChoices):
    """FHIR flag-category."""

    CLINICAL = "clinical", _("Clinical")
    SAFETY = "safety", _("Safety")
    BEHAVIORAL = "behavioral", _("Behavior")
    CONTACT = "contact", _("Contact precaution")
    ADMINISTRATIVE = "admin", _("Administrative")


class AlertSeverity(models.TextChoices):
    HIGH = "high", _("Must be read")
    NORMAL = "normal", _("Good to know")


class AlertStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


class AlertQuerySet(models.QuerySet["Alert"]):
    def active(self) -> AlertQuerySet:
        return self.filter(status=AlertStatus.ACTIVE)


class Alert(models.Model):
    """A short warning in the banner."""

    plain_fields: ClassVar[tuple[str, ...]] = (
        "category",
        "severity",
        "status",
        "added_by_id",
        "added_by_name",
        "ended_by_id",
        "ended_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="alerts")
    text = SealedTextField(_("alert"), label="patients.Alert.text", max_length=200)
    category = models.CharField(_("category"), max_length=12, choices=AlertCategory.choices)
    severity = models.CharField(_("severity"), max_length=8, choices=AlertSeverity.choices)
    status = models.CharField(_("status"), max_length=16, choices=AlertStatus.choices, default=AlertStatus.ACTIVE)
    added_at = models.DateTimeField(_("added"))
    added_by_id = models.CharField(max_length=100)
    added_by_name = models.CharField(_("added by"), max_length=120, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by_id = models.CharField(max_length=100, blank=True)
    ended_by_name = models.CharField(_("ended by"), max_length=120, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ("severity", "-added_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=AlertCategory.values), name="an_alert_has_a_category"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=AlertSeverity.values), name="an_alert_has_a_severity"
            ),
            models.CheckConstraint(condition=models.Q(status__in=AlertStatus.values), name="an_alert_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(status=AlertStatus.ACTIVE, ended_at__isnull=True)
                | (~models.Q(status=AlertStatus.ACTIVE) & models.Q(ended_at__isnull=False)),
                name="an_alert_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"


class AllergyCategory(models.TextChoices):
    MEDICATION = "medication", _("Medication")
    FOOD = "food", _("Food")
    ENVIRONMENT = "environment", _("Environment")
    BIOLOGIC = "biologic", _("Biologic")


class Criticality(models.TextChoices):
    HIGH = "high", _("High: may be life-threatening")
    LOW = "low", _("Low")
    UNABLE_TO_ASSESS = "unable", _("Cannot be assessed")


class AllergyStatus(models.TextChoices):
    """FHIR's clinical and verification status in the one choice a clinic makes."""

    UNCONFIRMED = "unconfirmed", _("Reported, not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    RESOLVED = "resolved", _("Resolved")
    REFUTED = "refuted", _("Refuted")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


STILL_ALLERGIC = (AllergyStatus.UNCONFIRMED, AllergyStatus.CONFIRMED)


class AllergyQuerySet(models.QuerySet["AllergyIntolerance"]):
    def active(self) -> AllergyQuerySet:
        """What is to be warned of."""
        return self.filter(status__in=STILL_ALLERGIC)


class AllergyIntolerance(models.Model):
    """Something a person does not tolerate. An empty `category` or `criticality` was not recorded."""

    plain_fields: ClassVar[tuple[str, ...]] = (
        "category",
        "criticality",
        "status",
        "recorded_by_id",
        "recorded_by_name",
        "changed_by_id",
        "changed_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="allergies")
    substance = SealedTextField(_("substance"), label="patients.AllergyIntolerance.substance", max_length=120)
    reaction = SealedTextField(
        _("reaction"), label="patients.AllergyIntolerance.reaction", max_length=200, blank=True, default=""
    )
    category = models.CharField(_("category"), max_length=12, choices=AllergyCategory.choices, blank=True)
    criticality = models.CharField(_("criticality"), max_length=8, choices=Criticality.choices, blank=True)
    status = models.CharField(
        _("status"), max_length=16, choices=AllergyStatus.choices, default=AllergyStatus.UNCONFIRMED
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by_id = models.CharField(max_length=100)
    recorded_by_name = models.CharField(_("recorded by"), max_length=120, blank=True)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    changed_by_id = models.CharField(max_length=100, blank=True)
    changed_by_name = models.CharField(_("changed by"), max_length=120, blank=True)

    objects = AllergyQuerySet.as_manager()

    class Meta:
        verbose_name = _("allergy or intolerance")
        verbose_name_plural = _("allergies and intolerances")
        ordering = ("-recorded_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=["", *AllergyCategory.values]), name="an_allergy_category_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(criticality__in=["", *Criticality.values]), name="an_allergy_criticality_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=AllergyStatus.values), name="an_allergy_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"allergy {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.status in STILL_ALLERGIC


class AllergyStatement(models.Model):
    """Somebody asked and was told: no known allergies. Insert-only; `Patient.allergy_state` says if it still stands."""

    plain_fields: ClassVar[tuple[str, ...]] = ("by_id", "by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="allergy_statements")
    at = models.DateTimeField(_("when"))
    by_id = models.CharField(max_length=100)
    by_name = models.CharField(_("who"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("statement of no known allergies")
        verbose_name_plural = _("statements of no known allergies")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"no known allergies {self.pk}"
