"""Addresses below `/api/v1/documents/`."""

from django.urls import path

from patients.documents.api import documents

urlpatterns = [
    path("", documents.Documents.as_view(), name="documents"),
    path("<uuid:document_id>/", documents.OneDocument.as_view(), name="document"),
    path("<uuid:document_id>/content/", documents.Content.as_view(), name="document_content"),
    path("<uuid:document_id>/preview/", documents.Preview.as_view(), name="document_preview"),
    path("<uuid:document_id>/withdrawal/", documents.Withdrawal.as_view(), name="document_withdrawal"),
]
