"""Long work with progress that a person can watch."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet["Job"]):
    def free(self, *, kind: str, silent_since: datetime) -> JobQuerySet:
        """Jobs that nobody works on: waiting, or running under a worker that fell silent. Oldest first."""
        waiting = models.Q(state=JobState.WAITING)
        orphaned = models.Q(state=JobState.RUNNING, heartbeat_at__lt=silent_since)
        return self.filter(waiting | orphaned, kind=kind).order_by("created_at", "id")

    def about(self, subject_id: object) -> JobQuerySet:
        return self.filter(subject_id=str(subject_id))


class Job(models.Model):
    """One piece of long work. `done` of `total` units are finished and committed.

    `failure` is the name of a refusal or error, never its text.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "kind",
        "state",
        "subject_id",
        "started_by",
        "failure",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.CharField(_("subject"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    started_by = models.CharField(_("started by"), max_length=100)
    created_at = models.DateTimeField(_("created"))
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=100, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)
