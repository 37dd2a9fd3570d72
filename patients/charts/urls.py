"""Addresses below `/patients/<id>/notes/`."""

from django.urls import path

from patients.charts.views import addendum, draft, error, note, presence, signature

app_name = "charts"
urlpatterns = [
    path("new/", note.new, name="new"),
    path("<uuid:note_id>/", note.page, name="note"),
    path("<uuid:note_id>/draft/", draft.save, name="draft"),
    path("<uuid:note_id>/draft/merge/", draft.merge, name="merge"),
    path("<uuid:note_id>/draft/parked/", draft.parked, name="parked"),
    path("<uuid:note_id>/draft/parked/removal/", draft.drop_parked, name="drop_parked"),
    path("<uuid:note_id>/presence/", presence.show, name="presence"),
    path("<uuid:note_id>/signature/", signature.sign, name="signature"),
    path("<uuid:note_id>/addenda/new/", addendum.new, name="addendum"),
    path("<uuid:note_id>/addenda/draft/", addendum.draft, name="addendum_draft"),
    path("<uuid:note_id>/error/", error.mark, name="error"),
]
