"""Numbers that others have given to a person, and the numbers we give ourselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.identifiers import SYSTEMS
from clinics.kit.ids import new_id

EXTERNAL = "external"
"""Systems that begin so are other software, such as `external:synthea`: one id, one person."""


class Identifier(models.Model):
    """A number within a system (a key of `clinics.kit.identifiers.SYSTEMS`, or `external:<software>`).

    `token` finds equal values without opening them. In an exclusive system a value belongs to one
    person; in others two people may hold the same one, and the pair is offered as a likely duplicate.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("system",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="identifiers")
    system = models.CharField(_("kind"), max_length=60)
    value = SealedTextField(_("number"), label="patients.Identifier.value", max_length=100)
    token = models.UUIDField(editable=False)
    is_exclusive = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ("system", "id")
        indexes = [models.Index(fields=["token"], name="identifiers_by_token")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "token"],
                condition=models.Q(is_exclusive=True),
                name="an_exclusive_identifier_belongs_to_one_patient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.pk}"

    @property
    def label(self) -> str:
        """What people call the system."""
        known = SYSTEMS.get(self.system)
        return str(known.label) if known else self.system.removeprefix(f"{EXTERNAL}:")


class RecordNumber(models.Model):
    """Gives out the next record number. Numbers that were not used leave gaps, and nobody waits for another."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.BigAutoField(primary_key=True)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("record number")
        verbose_name_plural = _("record numbers")

    def __str__(self) -> str:
        return str(self.pk)
