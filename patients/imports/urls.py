from django.urls import path

from patients.imports.views import batch, directory, held

app_name = "imports"
urlpatterns = [
    path("", directory.index, name="directory"),
    path("<uuid:batch_id>/", batch.page, name="batch"),
    path("<uuid:batch_id>/answers/", batch.answers, name="answers"),
    path("<uuid:batch_id>/rehearsal/", batch.rehearsal, name="rehearsal"),
    path("<uuid:batch_id>/held/<uuid:held_id>/", held.show, name="held"),
    path("<uuid:batch_id>/held/<uuid:held_id>/registration/", held.registration, name="held_registration"),
    path("<uuid:batch_id>/held/<uuid:held_id>/identification/", held.identification, name="held_identification"),
    path("<uuid:batch_id>/start/", batch.start, name="start"),
    path("<uuid:batch_id>/undo/", batch.undo, name="undo"),
    path("<uuid:batch_id>/errors/", batch.errors, name="errors"),
]
