"""Deciding about rows that were held because somebody like them is registered already."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.actions import registration
from patients.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from patients.imports.queries.held import details_held
from patients.models import Patient, Source


class AlreadyDecided(Refusal):
    code = "import_row_already_decided"
    sentence = _("Somebody has decided about this row already. The list shows what is left.")


class NotToReview(Refusal):
    code = "import_not_to_review"
    sentence = _("This import is not finished, or is being taken back. There is nothing to decide now.")


def register_anyway(*, row: ImportedRow, by: Actor, at: datetime) -> Patient:
    """It is somebody else: register the person of this row.

    Raises AlreadyDecided, NotToReview, and the refusals of `registration.register_many`.
    """
    with transaction.atomic():
        row = _held(row)
        person = details_held(row, at=at)
        [patient] = registration.register_many(people=[person], by=by, at=at, source=Source.IMPORT)
        _decide(row, Outcome.REGISTERED, patient, counted="registered")
        audit.record(event="import.row_registered", by=by, at=at, patients=[patient.pk], subject=row)
    return patient


def say_same(*, row: ImportedRow, patient: Patient, by: Actor, at: datetime) -> ImportedRow:
    """It is this person: nothing is registered, and the next export of the other system knows it.

    Raises AlreadyDecided, NotToReview.
    """
    with transaction.atomic():
        row = _held(row)
        _decide(row, Outcome.SAME, patient, counted="known")
        audit.record(event="import.row_identified", by=by, at=at, patients=[patient.pk], subject=row)
    return row


def _held(row: ImportedRow) -> ImportedRow:
    """The row, its import locked, still to be decided."""
    batch = ImportBatch.objects.select_for_update().get(pk=row.batch_id)
    if batch.state != BatchState.DONE:
        raise NotToReview
    current = ImportedRow.objects.select_for_update().select_related("batch").get(pk=row.pk)
    if current.outcome != Outcome.HELD:
        raise AlreadyDecided
    return current


def _decide(row: ImportedRow, outcome: Outcome, patient: Patient, *, counted: str) -> None:
    row.outcome, row.patient = outcome, patient
    row.cells = None  # what a decided row said stands in the patient's record
    row.save(update_fields=["outcome", "patient", "cells"])
    ImportBatch.objects.filter(pk=row.batch_id).update(**{"held": F("held") - 1, counted: F(counted) + 1})
