"""Which documents a person may see."""

from __future__ import annotations

from uuid import UUID

from clinics.kit.actor import Actor
from patients.documents.models import Document
from patients.documents.models.document import DocumentQuerySet
from patients.models import Patient


def open_to(actor: Actor, *, patient_id: UUID) -> DocumentQuerySet:
    """Documents about one patient whose page this actor may open."""
    people = Patient.objects.visible_to(actor)
    seen = Document.objects.about(patient_id).filter(patient__in=people).visible_to(actor)
    return seen.select_related("patient")


def folder_of(patient: Patient, *, to: Actor) -> DocumentQuerySet:
    """All documents of a patient, the latest first, withdrawn ones too."""
    return Document.objects.about(patient.pk).visible_to(to).latest_first()
