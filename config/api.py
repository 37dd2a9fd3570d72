"""The addresses of the API: `/api/v1/…`, its OpenAPI document and the page to read it on."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from clinics.api.audit_events import AuditEvents
from clinics.api.views.documentation import Schema, lost, reader

app_name = "api"
v1: list[URLPattern | URLResolver] = [
    path("patients/", include("patients.api.urls")),
    path("notes/", include("patients.charts.api.urls")),
    path("documents/", include("patients.documents.api.urls")),
    path("", include("appointments.api.urls")),
    path("", include("billing.api.urls")),
    path("webhooks/", include("clinics.webhooks.api.urls")),
    path("audit-events/", AuditEvents.as_view(), name="audit_events"),
]
urlpatterns = [
    path("v1/", include(v1)),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", reader, name="docs"),
    re_path(r"^.*$", lost),
]
