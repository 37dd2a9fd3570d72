"""What became of one row of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField
from clinics.kit.ids import new_id


class Outcome(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    HELD = "held", _("Held: perhaps registered already")
    SAME = "same", _("Registered already")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")
    KEPT = "kept", _("Kept when undone")


STANDS = (Outcome.REGISTERED, Outcome.KEPT, Outcome.SAME)
"""Outcomes after which the person is here, so that another import of the same person adds nothing."""


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    def standing(self, keys: Iterable[UUID]) -> ImportedRowQuerySet:
        """Rows of any import whose person is here, by key."""
        return self.filter(key_token__in=list(keys), outcome__in=STANDS)

    def to_review(self) -> ImportedRowQuerySet:
        return self.filter(outcome=Outcome.HELD).order_by("line")

    def troubled(self) -> ImportedRowQuerySet:
        """What the file of errors lists."""
        return self.filter(outcome__in=(Outcome.REFUSED, Outcome.HELD)).order_by("line")


class ImportedRow(models.Model):
    """One row. `key_token` says who it is in the other system; `cells` are kept of held and refused rows only.

    `problems` are pairs of column and code; `reasons` says why the person stayed when the import was undone.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("outcome", "reasons")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey("imports.ImportBatch", models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    key_token = models.UUIDField(null=True, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, null=True, related_name="imported_rows")
    cells = SealedJSONField(label="imports.ImportedRow.cells", null=True)
    problems = SealedJSONField(label="imports.ImportedRow.problems", null=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list)

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ("batch", "line")
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="a_row_of_a_file_has_one_outcome"),
            models.UniqueConstraint(
                fields=["key_token"], condition=models.Q(outcome__in=STANDS), name="a_person_is_imported_once"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="the_outcome_of_a_row_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line} {self.outcome}"
