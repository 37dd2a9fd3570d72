"""Long work with progress: started in a transaction, done by a worker, watched by a person. (Actions.)

A worker holds a job by its heartbeat. When a worker is killed, the next wake-up finds the heartbeat
old and takes the job over where the last commit left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinics.events.actions import wake
from clinics.events.live import announce
from clinics.events.models import Job, JobState
from clinics.kit.actor import Actor

SILENT_FOR = timedelta(seconds=45)  # after this without a heartbeat a job's worker is taken for dead


def start(*, kind: str, task: str, subject_id: UUID | str, total: int, by: Actor, at: datetime) -> Job:
    """Write a waiting job and ring for `task`, which calls `take` to find it."""
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, subject_id=str(subject_id), total=total, started_by=by.id, created_at=at, heartbeat_at=None
        )
        wake(task=task, at=at)
    return job


def is_under_way(subject_id: UUID | str) -> bool:
    """Whether some job about this subject waits or runs."""
    return Job.objects.about(subject_id).filter(state__in=(JobState.WAITING, JobState.RUNNING)).exists()


def take(*, kind: str, at: datetime) -> Job | None:
    """Take the oldest job of this kind that nobody works on; None when there is none."""
    with transaction.atomic():
        job = Job.objects.free(kind=kind, silent_since=at - SILENT_FOR).select_for_update(skip_locked=True).first()
        if job is not None:
            job.state, job.heartbeat_at = JobState.RUNNING, at
            job.save(update_fields=["state", "heartbeat_at"])
    return job


def advance(*, job: Job, done: int, at: datetime, total: int | None = None) -> None:
    """Say how far the job is; in the transaction of the batch that got it there."""
    job.done, job.heartbeat_at = done, at
    if total is not None:
        job.total = total
    job.save(update_fields=["done", "total", "heartbeat_at"])
    announce(kind="job", id=job.pk)


def finish(*, job: Job, at: datetime, failure: str = "") -> None:
    """Close the job. `failure` is the code of a refusal or the name of an error, never its text."""
    job.state = JobState.FAILED if failure else JobState.DONE
    job.failure, job.finished_at, job.heartbeat_at = failure, at, at
    job.save(update_fields=["state", "failure", "finished_at", "heartbeat_at"])
    announce(kind="job", id=job.pk)


@contextmanager
def closing(job: Job) -> Iterator[Job]:
    """Close the job as failed when its work raises, and let the error go on."""
    try:
        yield job
    except Exception as failure:  # whatever it was, the job says that it failed, and the error goes on
        finish(job=job, at=timezone.now(), failure=type(failure).__name__[:100])  # noqa: TID251  the failure's own moment
        raise
