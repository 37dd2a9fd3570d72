from django.urls import path

from patients.imports.views import batch, directory

app_name = "imports"
urlpatterns = [
    path("", directory.index, name="directory"),
    path("<uuid:batch_id>/", batch.page, name="batch"),
    path("<uuid:batch_id>/answers/", batch.answers, name="answers"),
    path("<uuid:batch_id>/start/", batch.start, name="start"),
    path("<uuid:batch_id>/undo/", batch.undo, name="undo"),
    path("<uuid:batch_id>/errors/", batch.errors, name="errors"),
]
