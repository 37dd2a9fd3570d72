"""Who cares for somebody, whose chart is restricted, and who opened one in an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class Part(models.TextChoices):
    RESPONSIBLE = "responsible", _("Responsible")
    MEMBER = "member", _("In the team")


class CareTeamMember(models.Model):
    """Somebody who works here cares for this patient. The trail keeps who was in the team before."""

    plain_fields: ClassVar[tuple[str, ...]] = ("part", "added_by_id", "added_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="care_team", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cares_for")
    part = models.CharField(_("part"), max_length=12, choices=Part.choices, default=Part.MEMBER)
    added_at = models.DateTimeField(_("since"))
    added_by_id = models.CharField(max_length=100)
    added_by_name = models.CharField(_("added by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("member of a care team")
        verbose_name_plural = _("members of care teams")
        ordering = ("-part", "added_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["patient", "user"], name="a_person_is_in_a_care_team_once"),
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="a_part_in_a_care_team_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.patient_id}"


class Ground(models.TextChoices):
    """Why a chart is restricted."""

    STAFF = "staff", _("Works here, or is close to somebody who does")
    PROMINENT = "prominent", _("Is known to the public")
    WISH = "wish", _("Asked for it")
    OTHER = "other", _("Another reason")


class RestrictedChart(models.Model):
    """A chart that only those who care for the patient see. `reason` is what was said beside the ground."""

    plain_fields: ClassVar[tuple[str, ...]] = ("ground", "by_id", "by_name")

    patient = models.OneToOneField("patients.Patient", models.PROTECT, primary_key=True, related_name="restriction")
    ground = models.CharField(_("why"), max_length=12, choices=Ground.choices)
    reason = SealedTextField(
        _("explanation"), label="patients.RestrictedChart.reason", max_length=300, blank=True, default=""
    )
    at = models.DateTimeField(_("since"))
    by_id = models.CharField(max_length=100)
    by_name = models.CharField(_("by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("restricted chart")
        verbose_name_plural = _("restricted charts")
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(condition=models.Q(ground__in=Ground.values), name="a_ground_to_restrict_is_known"),
        ]

    def __str__(self) -> str:
        return f"restricted {self.pk}"


class UnrestrictedChart(models.Model):
    """A restriction was lifted: nothing but a person restricts this chart again. Insert-only."""

    plain_fields: ClassVar[tuple[str, ...]] = ("by_id", "by_name")

    patient = models.OneToOneField("patients.Patient", models.PROTECT, primary_key=True, related_name="unrestriction")
    at = models.DateTimeField(_("since"))
    by_id = models.CharField(max_length=100)
    by_name = models.CharField(_("by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("chart that is not restricted by itself")
        verbose_name_plural = _("charts that are not restricted by themselves")

    def __str__(self) -> str:
        return f"unrestricted {self.pk}"


class BrokenGlassQuerySet(models.QuerySet["BrokenGlass"]):
    def of(self, actor: Actor) -> BrokenGlassQuerySet:
        return self.filter(actor_id=actor.id)

    def lasting(self) -> BrokenGlassQuerySet:
        """Those whose time is not over, by the database's clock."""
        return self.filter(until__gt=Now())


class BrokenGlass(models.Model):
    """Somebody opened a chart they do not see, in an emergency: why, and until when. Insert-only."""

    plain_fields: ClassVar[tuple[str, ...]] = ("actor_id", "actor_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="broken_glass")
    actor_id = models.CharField(max_length=100)
    actor_name = models.CharField(_("who"), max_length=120, blank=True)
    reason = SealedTextField(_("reason"), label="patients.BrokenGlass.reason", max_length=500)
    at = models.DateTimeField(_("when"))
    until = models.DateTimeField(_("until"))

    objects = BrokenGlassQuerySet.as_manager()

    class Meta:
        verbose_name = _("chart opened in an emergency")
        verbose_name_plural = _("charts opened in an emergency")
        ordering = ("-at",)
        indexes = [models.Index(fields=["actor_id", "-until"], name="glass_broken_by_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("at")), name="an_emergency_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.patient_id}"
