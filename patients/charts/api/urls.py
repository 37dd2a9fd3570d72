"""Addresses below `/api/v1/notes/`."""

from django.urls import path

from patients.charts.api import notes

urlpatterns = [
    path("", notes.Notes.as_view(), name="notes"),
    path("<uuid:note_id>/", notes.OneNote.as_view(), name="note"),
    path("<uuid:note_id>/signature/", notes.Signature.as_view(), name="note_signature"),
    path("<uuid:note_id>/addenda/", notes.Addenda.as_view(), name="note_addenda"),
    path("<uuid:note_id>/error/", notes.EntryInError.as_view(), name="note_error"),
]
