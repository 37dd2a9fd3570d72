"""One file of people and how far its import is."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField, SealedTextField
from clinics.kit.ids import new_id


class BatchState(models.TextChoices):
    ASKING = "asking", _("Waits for answers")
    READY = "ready", _("Ready to start")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def unfinished_of(self, file_token: UUID) -> ImportBatchQuerySet:
        """Imports of a file that were begun and not finished."""
        return self.filter(file_token=file_token, state=BatchState.RUNNING)

    def latest_first(self) -> ImportBatchQuerySet:
        return self.order_by("-created_at", "-id")


class ImportBatch(models.Model):
    """The import of one file.

    `file_token` is a keyed token of the file's bytes, `storage_key` its sealed object (empty when the
    command reads it from disk). `plan` holds layout, mapping and readings once nothing is open.
    `last_line` is the last line whose outcome is committed; an import goes on behind it.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("state", "storage_key", "started_by", "software")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = SealedTextField(_("file"), label="imports.ImportBatch.file_name", max_length=255)
    file_token = models.UUIDField(editable=False)
    storage_key = models.CharField(max_length=200, blank=True, editable=False)
    software = models.CharField(_("other system"), max_length=40, blank=True)
    answers = SealedJSONField(label="imports.ImportBatch.answers", null=True)
    plan = SealedJSONField(label="imports.ImportBatch.plan", null=True)
    state = models.CharField(_("state"), max_length=8, choices=BatchState.choices, default=BatchState.ASKING)
    total = models.PositiveIntegerField(_("rows"), default=0)
    last_line = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(_("registered"), default=0)
    known = models.PositiveIntegerField(_("imported before"), default=0)
    held = models.PositiveIntegerField(_("held for review"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    withdrawn = models.PositiveIntegerField(_("taken back"), default=0)
    kept = models.PositiveIntegerField(_("kept when undone"), default=0)
    started_by = models.CharField(max_length=100)
    created_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["file_token"], name="imports_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["file_token"],
                condition=models.Q(state=BatchState.RUNNING),
                name="a_file_is_imported_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=BatchState.values), name="the_state_of_an_import_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def done(self) -> int:
        """Rows whose outcome is committed."""
        return self.registered + self.known + self.held + self.refused

    @property
    def can_be_undone(self) -> bool:
        return self.state in (BatchState.DONE, BatchState.UNDOING) and self.registered > 0
