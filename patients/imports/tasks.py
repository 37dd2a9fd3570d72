"""Doorbells of imports."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from clinics.events import jobs
from clinics.events.background import ClinicTask
from clinics.kit.actor import Actor
from clinics.staff.permissions import REGISTERS_PATIENTS
from patients.imports.actions import files, running, undoing
from patients.imports.models import BatchState, ImportBatch


def worker(name: str) -> Actor:
    return Actor.task(name, permissions=frozenset(REGISTERS_PATIENTS))


@shared_task(base=ClinicTask, name=files.RUN_TASK)
def run() -> None:
    """Import every file that waits, or whose worker fell silent, from its last committed row on."""
    while job := jobs.take(kind=files.RUN_TASK, at=timezone.now()):
        with jobs.closing(job):
            batch = ImportBatch.objects.get(pk=job.subject_id)
            at, by, held = batch.created_at, worker(files.RUN_TASK), job
            plan = files.planned(batch, at=at)
            stream = files.content_of(batch)
            if batch.state == BatchState.READY:
                batch.state = BatchState.RUNNING
                batch.save(update_fields=["state"])

            def tell(current: ImportBatch, held: jobs.Job = held) -> None:
                jobs.advance(job=held, done=current.done, at=timezone.now())

            running.run(batch=batch, plan=plan, stream=stream, by=by, at=timezone.now(), tell=tell)
        jobs.finish(job=job, at=timezone.now())


@shared_task(base=ClinicTask, name=files.UNDO_TASK)
def undo() -> None:
    """Take back every import that waits for it."""
    while job := jobs.take(kind=files.UNDO_TASK, at=timezone.now()):
        with jobs.closing(job):
            held = job

            def tell(current: ImportBatch, held: jobs.Job = held) -> None:
                jobs.advance(job=held, done=current.withdrawn + current.kept, at=timezone.now())

            batch = ImportBatch.objects.get(pk=job.subject_id)
            undoing.undo(batch=batch, by=worker(files.UNDO_TASK), at=timezone.now(), tell=tell)
        jobs.finish(job=job, at=timezone.now())
