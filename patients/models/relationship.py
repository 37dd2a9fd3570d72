"""Who belongs to whom: family, guardians, emergency contacts, household."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class RelationKind(models.TextChoices):
    """HL7 v3 RoleCode: what the other person is to the patient."""

    MOTHER = "MTH", _("Mother")
    FATHER = "FTH", _("Father")
    PARENT = "PRN", _("Parent")
    CHILD = "CHILD", _("Child")
    SPOUSE = "SPS", _("Spouse")
    PARTNER = "DOMPART", _("Partner")
    SIBLING = "SIB", _("Sibling")
    GRANDPARENT = "GRPRN", _("Grandparent")
    GRANDCHILD = "GRNDCHILD", _("Grandchild")
    GUARDIAN = "GUARD", _("Guardian")
    WARD = "WARD", _("Ward")
    CAREGIVER = "CAREGIVER", _("Caregiver")
    CARED_FOR = "CAREDFOR", _("Person cared for")
    RELATIVE = "FAMMEMB", _("Other relative")
    FRIEND = "FRND", _("Friend")
    NEIGHBOR = "NBOR", _("Neighbor")
    OTHER = "O", _("Someone else")


INVERSE: dict[str, str] = {
    RelationKind.MOTHER: RelationKind.CHILD,
    RelationKind.FATHER: RelationKind.CHILD,
    RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.GRANDPARENT: RelationKind.GRANDCHILD,
    RelationKind.GRANDCHILD: RelationKind.GRANDPARENT,
    RelationKind.GUARDIAN: RelationKind.WARD,
    RelationKind.WARD: RelationKind.GUARDIAN,
    RelationKind.CAREGIVER: RelationKind.CARED_FOR,
    RelationKind.CARED_FOR: RelationKind.CAREGIVER,
}
"""Kinds that are another kind seen from the other side; all others are the same from both."""


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    def on_chart_of(self, patient_id: object) -> RelationshipQuerySet:
        """Those recorded on this chart and those recorded on the other person's."""
        return self.filter(models.Q(patient=patient_id) | models.Q(other=patient_id)).select_related("patient", "other")


class Relationship(models.Model):
    """Another person to this patient: a patient of the clinic, or somebody with name and telephone only.

    `kind` is what the other is to the patient. The other's chart shows it from the other side.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="relationships")
    other = models.ForeignKey(
        "patients.Patient", models.PROTECT, related_name="relationships_of_others", null=True, blank=True
    )
    kind = models.CharField(_("relation"), max_length=10, choices=RelationKind.choices)
    name = SealedTextField(_("name"), label="patients.Relationship.name", max_length=160, blank=True, default="")
    phone = SealedTextField(_("telephone"), label="patients.Relationship.phone", max_length=40, blank=True, default="")
    is_emergency_contact = models.BooleanField(_("emergency contact"), default=False)
    is_household = models.BooleanField(_("same household"), default=False)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("related person")
        verbose_name_plural = _("related people")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=RelationKind.values), name="a_relation_is_known"),
            models.CheckConstraint(
                condition=models.Q(other__isnull=True) | ~models.Q(other=models.F("patient")),
                name="nobody_is_related_to_themselves",
            ),
            models.UniqueConstraint(
                fields=["patient", "other"],
                condition=models.Q(other__isnull=False),
                name="two_people_are_related_once_on_a_chart",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
