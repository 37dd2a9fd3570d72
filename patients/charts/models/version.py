"""What was signed. Rows are only ever added; the database lets a clinic do nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField, SealedTextField
from clinics.kit.ids import new_id
from patients.charts.sections import VersionKind, fingerprint


class NoteVersion(models.Model):
    """The note as signed (number 1) or an addendum to it (2 and up), with who signed and when.

    `digest` is the fingerprint of the content. It is sealed, since the hash of a short text would
    let somebody with a copy of the database test guesses.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "signed_by_id", "signed_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey("charts.Note", models.PROTECT, related_name="versions", verbose_name=_("note"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=VersionKind.choices)
    body = SealedJSONField(_("text"), label="charts.NoteVersion.body")
    signed_by_id = models.CharField(_("signed by"), max_length=100)
    signed_by_name = models.CharField(_("signed by"), max_length=120)
    signed_at = models.DateTimeField(_("signed at"))
    digest = SealedTextField(_("fingerprint"), label="charts.NoteVersion.digest", max_length=64)

    class Meta:
        verbose_name = _("signed note")
        verbose_name_plural = _("signed notes")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="a_signed_version_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(number=1, kind="original") | models.Q(number__gt=1, kind="addendum"),
                name="what_follows_the_original_is_an_addendum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def is_intact(self) -> bool:
        """Whether the content is what the fingerprint was taken of."""
        return self.digest == fingerprint(
            note=self.note_id,
            number=self.number,
            kind=self.kind,
            body=self.body,
            signed_by=self.signed_by_id,
            signed_at=self.signed_at,
        )
