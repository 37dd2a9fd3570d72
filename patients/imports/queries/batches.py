"""Imports as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from clinics.events.models import Job, JobState
from patients.imports.models import ImportBatch, ImportedRow
from patients.imports.queries import trouble

SHOWN = 50


@dataclass(frozen=True)
class TroubledRow:
    """A held or refused row with what is wrong."""

    row: ImportedRow
    sentences: list[str]


def latest() -> list[ImportBatch]:
    return list(ImportBatch.objects.latest_first()[:SHOWN])


def known() -> QuerySet[ImportBatch]:
    """Every import of the clinic: whoever may import sees them all."""
    return ImportBatch.objects.all()


def job_under_way(batch: ImportBatch) -> Job | None:
    open_states = (JobState.WAITING, JobState.RUNNING)
    return Job.objects.about(batch.pk).filter(state__in=open_states).order_by("created_at").first()


def troubled(batch: ImportBatch) -> list[TroubledRow]:
    """The first rows to look at."""
    return [TroubledRow(row, list(trouble.sentences(row))) for row in batch.rows.troubled()[:SHOWN]]


def held(batch: ImportBatch) -> QuerySet[ImportedRow]:
    """Rows of this import about which somebody has to decide."""
    return batch.rows.to_review().select_related("batch")


def next_held(batch: ImportBatch) -> ImportedRow | None:
    return batch.rows.to_review().first()


def kept(batch: ImportBatch) -> list[ImportedRow]:
    """People who stayed when the import was undone."""
    return list(batch.rows.filter(outcome="kept").order_by("line")[:SHOWN])
