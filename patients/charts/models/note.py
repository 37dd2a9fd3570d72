"""A note about a patient: what it is, of when, by whom, and where it stands. Its words are elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.charts.models.draft import DraftPurpose, NoteDraft
from patients.charts.sections import NoteKind
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class NoteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


class NoteErrorReason(models.TextChoices):
    WRONG_PATIENT = "wrong_patient", _("It is about someone else")
    DUPLICATE = "duplicate", _("It is here twice")
    MISTAKEN = "mistaken", _("It was written by mistake")
    OTHER = "other", _("Another reason")


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, actor: Actor) -> NoteQuerySet:
        """Notes this actor may read; none for those who do not see charts."""
        return in_sight(self, actor) if actor.may(Permission.CHART_VIEW) else self.none()

    def about(self, patient_id: UUID) -> NoteQuerySet:
        return self.filter(patient_id=patient_id)

    def unsigned(self) -> NoteQuerySet:
        return self.filter(status=NoteStatus.DRAFT)

    def written_by(self, actor: Actor) -> NoteQuerySet:
        return self.filter(author_id=actor.id)

    def before(self, at: datetime | None) -> NoteQuerySet:
        """What happened before this moment; everything when it is None."""
        return self if at is None else self.filter(occurred_at__lt=at)

    def latest_first(self) -> NoteQuerySet:
        return self.order_by("-occurred_at", "-id")

    def for_note_page(self) -> NoteQuerySet:
        """With all that the page of one note shows."""
        return self.select_related("patient").prefetch_related("versions", "drafts")

    def locked(self) -> NoteQuerySet:
        """For update, against others who write, sign or withdraw the same note."""
        return self.select_for_update(no_key=True)


class Note(models.Model):
    """What was written about one patient on one occasion.

    The words of an unsigned note are in its `NoteDraft`, those of a signed one in its
    `NoteVersion` rows. `author_name` is the name as it was when the note was begun. `version`
    grows with each signature, addendum and change of status.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "kind",
        "status",
        "author_id",
        "author_name",
        "error_reason",
        "error_by_id",
        "error_by_name",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="notes", verbose_name=_("patient"))
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind.choices)
    status = models.CharField(_("status"), max_length=16, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    author_id = models.CharField(_("author"), max_length=100)
    author_name = models.CharField(_("author's name"), max_length=120)
    occurred_at = models.DateTimeField(_("when it happened"))
    recorded_at = models.DateTimeField(_("when it was begun"))
    version = models.PositiveIntegerField(_("version"), default=1)
    error_reason = models.CharField(_("reason"), max_length=16, choices=NoteErrorReason.choices, blank=True)
    error_text = SealedTextField(_("explanation"), label="charts.Note.error_text", max_length=1000, blank=True)
    error_by_id = models.CharField(_("marked by"), max_length=100, blank=True)
    error_by_name = models.CharField(_("marked by"), max_length=120, blank=True)
    error_at = models.DateTimeField(_("marked at"), null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-occurred_at", "-id")
        indexes = [
            models.Index(fields=["patient", "-occurred_at"], name="notes_of_a_patient"),
            models.Index(fields=["author_id"], condition=models.Q(status="draft"), name="unsigned_notes_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[value for value, _label in NoteStatus.choices]),
                name="a_note_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="entered_in_error", error_at__isnull=False) & ~models.Q(error_reason="")
                | ~models.Q(status="entered_in_error") & models.Q(error_reason="", error_at__isnull=True),
                name="a_note_in_error_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_at:%Y-%m-%d}"

    @property
    def shared_draft(self) -> NoteDraft | None:
        """The draft everybody writes, out of the drafts that were loaded with the note."""
        return next((draft for draft in self.drafts.all() if draft.purpose == DraftPurpose.NOTE), None)

    @property
    def is_draft(self) -> bool:
        return self.status == NoteStatus.DRAFT

    @property
    def is_signed(self) -> bool:
        return self.status == NoteStatus.SIGNED

    @property
    def is_in_error(self) -> bool:
        return self.status == NoteStatus.ENTERED_IN_ERROR

    def may_be_marked_in_error_by(self, actor: Actor) -> bool:
        """Whoever signs notes may; the author may while the note is a draft."""
        is_own_draft = self.is_draft and self.author_id == actor.id
        return not self.is_in_error and (is_own_draft or actor.may(Permission.NOTE_SIGN))
