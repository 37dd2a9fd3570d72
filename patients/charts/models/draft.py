"""What is being written and is not signed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField
from clinics.kit.ids import new_id

if TYPE_CHECKING:
    from clinics.kit.actor import Actor
    from patients.charts.models.note import Note


class DraftPurpose(models.TextChoices):
    NOTE = "note", _("The note")
    ADDENDUM = "addendum", _("An addendum")
    PARKED = "parked", _("Text kept aside")


class NoteDraftQuerySet(models.QuerySet["NoteDraft"]):
    def shared(self, note: Note) -> NoteDraft | None:
        """The one draft of a note that everybody writes."""
        return self.filter(note=note, purpose=DraftPurpose.NOTE).first()

    def addendum(self, note: Note, by: Actor) -> NoteDraft | None:
        return self.filter(note=note, purpose=DraftPurpose.ADDENDUM, owner_id=by.id).first()

    def parked_by(self, actor: Actor, *, note: Note) -> NoteDraftQuerySet:
        """What this person typed while somebody else was quicker, kept until they merged it; one at most."""
        return self.filter(note=note, purpose=DraftPurpose.PARKED, owner_id=actor.id)


class NoteDraft(models.Model):
    """Text on its way to a signature.

    A note has one draft that everybody writes (`owner_id` is empty). An addendum, and text that
    was kept aside because two people saved at once, belong to one person. `revision` counts the
    saves; a save names the revision it started from.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("purpose", "owner_id", "edited_by_id", "edited_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey("charts.Note", models.PROTECT, related_name="drafts", verbose_name=_("note"))
    purpose = models.CharField(_("purpose"), max_length=8, choices=DraftPurpose.choices, default=DraftPurpose.NOTE)
    owner_id = models.CharField(_("owner"), max_length=100, blank=True)
    body = SealedJSONField(_("text"), label="charts.NoteDraft.body")
    revision = models.PositiveIntegerField(_("revision"), default=0)
    edited_by_id = models.CharField(_("last edited by"), max_length=100)
    edited_by_name = models.CharField(_("last edited by"), max_length=120)
    edited_at = models.DateTimeField(_("last edited"))

    objects = NoteDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a note")
        verbose_name_plural = _("drafts of notes")
        constraints = [
            models.UniqueConstraint(fields=["note", "purpose", "owner_id"], name="a_note_has_one_draft_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(purpose="note", owner_id="") | ~models.Q(purpose="note") & ~models.Q(owner_id=""),
                name="a_draft_kept_aside_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.revision}"
