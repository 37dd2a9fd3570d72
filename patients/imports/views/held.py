"""Rows that were held: one person from the file beside those who may be the same."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions.lookup import record_comparison
from patients.imports.actions import reviewing
from patients.imports.models import ImportBatch, ImportedRow
from patients.imports.queries import batches
from patients.imports.queries.held import held_page
from patients.models import Patient


@require_safe
@requires(Permission.PATIENT_IMPORT, Permission.PATIENT_VIEW)
def show(request: ClinicRequest, batch_id: UUID, held_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    row = batches.held(batch).filter(pk=held_id).first()
    if row is None:
        messages.info(request, str(reviewing.AlreadyDecided.sentence))
        return _onward(batch)
    page = held_page(row, to=request.actor, at=request.at)
    record_comparison(patients=[each.patient for each in page.alike], by=request.actor, at=request.at)
    return render(request, "imports/held/show.html", {"batch": batch, "page": page})


@require_POST
@requires(Permission.PATIENT_IMPORT, Permission.PATIENT_REGISTER)
def registration(request: ClinicRequest, batch_id: UUID, held_id: UUID) -> HttpResponse:
    """It is somebody else: register the person."""

    def act(row: ImportedRow) -> str:
        patient = reviewing.register_anyway(row=row, by=request.actor, at=request.at)
        return _("Registered with record number %(number)s.") % {"number": patient.record_number}

    return _decided(request, batch_id, held_id, act)


@require_POST
@requires(Permission.PATIENT_IMPORT, Permission.PATIENT_VIEW)
def identification(request: ClinicRequest, batch_id: UUID, held_id: UUID) -> HttpResponse:
    """It is the person who is registered already."""
    people = Patient.objects.visible_to(request.actor).correct()
    patient = get_object_or_404(people, pk=_id_of(request.POST.get("patient", "")))

    def act(row: ImportedRow) -> str:
        reviewing.say_same(row=row, patient=patient, by=request.actor, at=request.at)
        return _("Noted: the same person. Nobody was registered.")

    return _decided(request, batch_id, held_id, act)


def _decided(request: ClinicRequest, batch_id: UUID, held_id: UUID, act: Callable[[ImportedRow], str]) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    row = get_object_or_404(batch.rows, pk=held_id)
    try:
        messages.success(request, act(row))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _onward(batch)


def _onward(batch: ImportBatch) -> HttpResponse:
    """To the next row to decide, or back to the import."""
    following = batches.next_held(batch)
    if following is None:
        return redirect("imports:batch", batch_id=batch.pk)
    return redirect("imports:held", batch_id=batch.pk, held_id=following.pk)


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
