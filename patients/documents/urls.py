"""Addresses below `/patients/<id>/documents/`."""

from django.urls import path

from patients.documents.views import content, document, folder, preview, withdrawal

app_name = "documents"
urlpatterns = [
    path("", folder.index, name="folder"),
    path("new/", folder.new, name="new"),
    path("<uuid:document_id>/", document.page, name="document"),
    path("<uuid:document_id>/content/", content.download, name="content"),
    path("<uuid:document_id>/preview/", preview.show, name="preview"),
    path("<uuid:document_id>/withdrawal/", withdrawal.ask, name="withdrawal"),
]
