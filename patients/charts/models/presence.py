"""Who has a note open right now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id

if TYPE_CHECKING:
    from clinics.kit.actor import Actor

PRESENT_FOR = timedelta(minutes=2)


class NotePresenceQuerySet(models.QuerySet["NotePresence"]):
    def others_at(self, at: datetime, *, note_id: UUID, but: Actor) -> NotePresenceQuerySet:
        """People other than this one who had the note open for editing a moment before `at`."""
        return self.filter(note_id=note_id, seen_at__gt=at - PRESENT_FOR).exclude(person_id=but.id)


class NotePresence(models.Model):
    """One person with one note open; `seen_at` is refreshed while it stays open."""

    plain_fields: ClassVar[tuple[str, ...]] = ("person_id", "person_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey("charts.Note", models.PROTECT, related_name="presences", verbose_name=_("note"))
    person_id = models.CharField(_("person"), max_length=100)
    person_name = models.CharField(_("name"), max_length=120)
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    objects = NotePresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("open note")
        verbose_name_plural = _("open notes")
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(fields=["note", "person_id"], name="a_person_has_a_note_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.seen_at:%H:%M}"
