"""A file that is kept about a patient. Its bytes are a sealed object in the storage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.documents.kinds import KINDS, Kind
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class DocumentCategory(models.TextChoices):
    LETTER = "letter", _("Letter")
    REPORT = "report", _("Report or result")
    IMAGE = "image", _("Picture or scan")
    CONSENT = "consent", _("Consent")
    REFERRAL = "referral", _("Referral")
    IDENTITY = "identity", _("Identity or insurance card")
    OTHER = "other", _("Other")


class DocumentStatus(models.TextChoices):
    CURRENT = "current", _("Current")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class WithdrawalReason(models.TextChoices):
    WRONG_PATIENT = "wrong_patient", _("It is about someone else")
    DUPLICATE = "duplicate", _("It is here twice")
    UNREADABLE = "unreadable", _("It cannot be read")
    OTHER = "other", _("Another reason")


class PreviewState(models.TextChoices):
    NONE = "none", _("No preview of this kind of file")
    WAITING = "waiting", _("Not drawn yet")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be drawn")


class ScanState(models.TextChoices):
    NONE = "none", _("Not scanned")
    WAITING = "waiting", _("Being checked for viruses")
    CLEAN = "clean", _("Nothing harmful found")
    INFECTED = "infected", _("Harmful")
    REFUSED = "refused", _("Could not be scanned")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> DocumentQuerySet:
        """Documents this actor may see."""
        return in_sight(self, actor) if actor.may(Permission.DOCUMENT_VIEW) else self.none()

    def about(self, patient_id: UUID) -> DocumentQuerySet:
        return self.filter(patient_id=patient_id)

    def before(self, at: datetime | None) -> DocumentQuerySet:
        """What was added before this moment; everything when it is None."""
        return self if at is None else self.filter(uploaded_at__lt=at)

    def current(self) -> DocumentQuerySet:
        return self.filter(status=DocumentStatus.CURRENT)

    def latest_first(self) -> DocumentQuerySet:
        return self.order_by("-uploaded_at", "-id")

    def waiting_for_scan(self) -> DocumentQuerySet:
        return self.filter(scan=ScanState.WAITING).order_by("uploaded_at", "id")

    def never_scanned(self) -> DocumentQuerySet:
        """What was added while there was no scanner, the latest first: it is asked for most."""
        return self.filter(scan=ScanState.NONE).order_by("-uploaded_at", "-id")

    def locked(self) -> DocumentQuerySet:
        return self.select_for_update(no_key=True)


class Document(models.Model):
    """What is known of a kept file.

    `storage_key` and `preview_key` name sealed objects; both are sealed for this row's id.
    `size` is in bytes of the file itself, `digest` its SHA-256, sealed because it would confirm a
    guess. `uploaded_by_name` is the name as it was then.
    `scan_finding` is what the virus scanner calls what it found.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "category",
        "content_type",
        "storage_key",
        "status",
        "uploaded_by_id",
        "uploaded_by_name",
        "withdrawal_reason",
        "withdrawn_by_id",
        "withdrawn_by_name",
        "preview_state",
        "preview_key",
        "scan",
        "scan_finding",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="documents", verbose_name=_("patient"))
    title = SealedTextField(_("title"), label="documents.Document.title", max_length=150)
    file_name = SealedTextField(_("file name"), label="documents.Document.file_name", max_length=160)
    category = models.CharField(_("category"), max_length=10, choices=DocumentCategory.choices)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.BigIntegerField(_("size"))
    digest = SealedTextField(_("fingerprint"), label="documents.Document.digest", max_length=64)
    storage_key = models.CharField(_("storage key"), max_length=100, unique=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.CURRENT
    )
    uploaded_by_id = models.CharField(_("added by"), max_length=100)
    uploaded_by_name = models.CharField(_("added by"), max_length=120)
    uploaded_at = models.DateTimeField(_("added"))
    version = models.PositiveIntegerField(_("version"), default=1)
    withdrawal_reason = models.CharField(_("reason"), max_length=16, choices=WithdrawalReason.choices, blank=True)
    withdrawal_text = SealedTextField(
        _("explanation"), label="documents.Document.withdrawal_text", max_length=1000, blank=True
    )
    withdrawn_by_id = models.CharField(_("withdrawn by"), max_length=100, blank=True)
    withdrawn_by_name = models.CharField(_("withdrawn by"), max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    preview_state = models.CharField(
        _("preview"), max_length=8, choices=PreviewState.choices, default=PreviewState.NONE
    )
    preview_key = models.CharField(_("key of the preview"), max_length=100, blank=True)
    scan = models.CharField(_("virus scan"), max_length=8, choices=ScanState.choices, default=ScanState.NONE)
    scan_finding = models.CharField(_("what the scanner found"), max_length=100, blank=True)
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-uploaded_at", "-id")
        indexes = [
            models.Index(fields=["patient", "-uploaded_at"], name="documents_of_a_patient"),
            models.Index(fields=["uploaded_at"], name="documents_waiting_for_scan", condition=models.Q(scan="waiting")),
            models.Index(fields=["-uploaded_at"], name="documents_never_scanned", condition=models.Q(scan="none")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[value for value, _label in DocumentStatus.choices]),
                name="a_document_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="withdrawn", withdrawn_at__isnull=False) & ~models.Q(withdrawal_reason="")
                | models.Q(status="current", withdrawal_reason="", withdrawn_at__isnull=True),
                name="a_withdrawn_document_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(scan__in=[value for value, _label in ScanState.choices]),
                name="a_scan_of_a_document_is_known",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_document_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(preview_state="ready") & ~models.Q(preview_key="")
                | ~models.Q(preview_state="ready") & models.Q(preview_key=""),
                name="a_preview_that_is_ready_has_its_object",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.uploaded_at:%Y-%m-%d}"

    @property
    def kind(self) -> Kind:
        return KINDS[self.content_type]

    @property
    def is_current(self) -> bool:
        return self.status == DocumentStatus.CURRENT

    @property
    def has_preview(self) -> bool:
        """Whether there is a preview to show, drawn already or on the first look."""
        return self.preview_state in (PreviewState.WAITING, PreviewState.READY)
