"""Notes: begun, written, signed and added to."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from clinics.api import filters, pages, preconditions
from clinics.api.endpoint import Endpoint, kept
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.staff.permissions import Permission
from patients.charts.actions import addenda, drafts, notes, signatures
from patients.charts.api import shapes
from patients.charts.models import Note, NoteStatus
from patients.charts.models.note import NoteQuerySet
from patients.charts.sections import sections_of
from patients.models import Patient

READS = (Permission.PATIENT_VIEW, Permission.CHART_VIEW)
WRITES, SIGNS = (*READS, Permission.NOTE_WRITE), (*READS, Permission.NOTE_SIGN)
PATIENT = parameter("patient", UUID, says="Only those about this patient.")
STATUS = parameter("status", says="Only those of this status.", among=NoteStatus.values)
SINCE = parameter("occurred_from", says="Only what happened at this moment or later.")
UNTIL = parameter("occurred_before", says="Only what happened before this moment.")


class Notes(Endpoint):
    @operation(
        "List notes",
        needs=READS,
        gives=shapes.NoteRecord,
        many=True,
        parameters=(PATIENT, STATUS, SINCE, UNTIL),
        says="The latest first. Without a status those entered in error are among them.",
    )
    def get(self, request: ApiRequest) -> Response:
        found = visible(request).latest_first()
        if patient := filters.identity(request, "patient"):
            found = found.about(patient)
        if status := filters.one_of(request, "status", NoteStatus.values):
            found = found.filter(status=status)
        if since := filters.moment(request, "occurred_from"):
            found = found.filter(occurred_at__gte=since)
        found = found.before(filters.moment(request, "occurred_before"))
        with transaction.atomic():
            page = pages.page_of(request, found)
            notes.record_worklist(notes=page, by=request.actor, at=request.at)
        return pages.answer(request, page, shapes.record)

    @kept
    @operation(
        "Begin a note",
        needs=WRITES,
        takes=shapes.NewNote,
        gives=shapes.NoteRecord,
        status=201,
        key="welcome",
        refuses=(notes.HappensInTheFuture, drafts.TooLong),
    )
    def post(self, request: ApiRequest) -> Response:
        sent = shapes.NewNote(data=request.data)
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        patient = _patient(request, told["patient"])
        _must_have(told.get("body", {}), told["kind"])
        with transaction.atomic():
            note = notes.start(
                patient=patient, kind=told["kind"], occurred_at=told["occurred_at"], by=request.actor, at=request.at
            )
            if body := told.get("body"):
                drafts.save(note=note, revision=0, body=body, by=request.actor, at=request.at)
        answer = shown(request, note.pk, status=201)
        answer["Location"] = reverse("api:note", args=[note.pk])
        return answer


class OneNote(Endpoint):
    @operation("Read a note", needs=READS, gives=shapes.NoteRecord)
    def get(self, request: ApiRequest, note_id: UUID) -> Response:
        note = of(request, note_id)
        notes.record_view(note=note, by=request.actor, at=request.at)
        return Response(shapes.record(note), headers={"ETag": shapes.tag(note)})

    @operation(
        "Write a note that is not signed",
        needs=WRITES,
        takes=shapes.NoteText,
        gives=shapes.NoteRecord,
        changes_a_record=True,
        refuses=(drafts.NoteIsClosed, drafts.TooLong),
        says="Sections that are not sent stay as they are.",
    )
    def patch(self, request: ApiRequest, note_id: UUID) -> Response:
        note = of(request, note_id)
        preconditions.must_be(request, shapes.tag(note))
        sent = shapes.NoteText(data=request.data)
        sent.is_valid(raise_exception=True)
        told, draft = sent.validated_data["body"], note.shared_draft
        if draft is None:
            raise drafts.NoteIsClosed
        _must_have(told, note.kind)
        body = {**draft.body, **told}
        drafts.save(note=note, revision=draft.revision, body=body, by=request.actor, at=request.at)
        return shown(request, note.pk)


class Signature(Endpoint):
    @operation(
        "Sign a note",
        needs=SIGNS,
        gives=shapes.NoteRecord,
        status=201,
        changes_a_record=True,
        refuses=(drafts.NoteIsClosed, signatures.NothingToSign),
        says="What is signed does not change any more; addenda are added. Only people sign.",
    )
    def post(self, request: ApiRequest, note_id: UUID) -> Response:
        note = of(request, note_id)
        preconditions.must_be(request, shapes.tag(note))
        draft = note.shared_draft
        if draft is None:
            raise drafts.NoteIsClosed
        signatures.sign(note=note, revision=draft.revision, by=request.actor, at=request.at)
        return shown(request, note.pk, status=201)


class Addenda(Endpoint):
    @kept
    @operation(
        "Add to a signed note",
        needs=SIGNS,
        takes=shapes.Addendum,
        gives=shapes.NoteRecord,
        status=201,
        key="welcome",
        refuses=(addenda.NotSigned, drafts.TooLong),
    )
    def post(self, request: ApiRequest, note_id: UUID) -> Response:
        note = of(request, note_id)
        sent = shapes.Addendum(data=request.data)
        sent.is_valid(raise_exception=True)
        with transaction.atomic():
            addenda.begin(note=note, by=request.actor, at=request.at)
            addenda.sign(note=note, body=sent.validated_data, by=request.actor, at=request.at)
        return shown(request, note.pk, status=201)


class EntryInError(Endpoint):
    @operation(
        "Say that a note was entered in error",
        needs=WRITES,
        takes=shapes.NoteError,
        gives=shapes.NoteRecord,
        refuses=(notes.AlreadyInError, notes.MayNotMarkInError),
        says="It stays, marked, with the reason.",
    )
    def post(self, request: ApiRequest, note_id: UUID) -> Response:
        note = of(request, note_id)
        sent = shapes.NoteError(data=request.data)
        sent.is_valid(raise_exception=True)
        notes.mark_entered_in_error(note=note, **sent.validated_data, by=request.actor, at=request.at)
        return shown(request, note.pk)


def visible(request: ApiRequest) -> NoteQuerySet:
    people = Patient.objects.visible_to(request.actor)
    return Note.objects.filter(patient__in=people).visible_to(request.actor).prefetch_related("versions", "drafts")


def of(request: ApiRequest, note_id: UUID) -> Note:
    """The note, if this actor may read it. Raises Http404."""
    return get_object_or_404(visible(request), pk=note_id)


def shown(request: ApiRequest, note_id: UUID, *, status: int = 200) -> Response:
    """The note as it stands now, with its ETag."""
    note = visible(request).get(pk=note_id)
    return Response(shapes.record(note), status=status, headers={"ETag": shapes.tag(note)})


def _patient(request: ApiRequest, patient_id: UUID) -> Patient:
    patient = Patient.objects.visible_to(request.actor).correct().filter(pk=patient_id).first()
    if patient is None:
        raise ValidationError({"patient": [_("There is no such patient.")]}, code="unknown")
    return patient


def _must_have(body: dict[str, str], kind: str) -> None:
    """Refuse text for a section that this kind of note does not have; it would be lost."""
    wrong = [name for name in body if name not in sections_of(kind)]
    if wrong:
        raise ValidationError(
            {f"body.{name}": [_("This kind of note has no such section.")] for name in wrong}, "unknown"
        )
