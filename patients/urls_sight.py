"""Addresses below `/settings/sight/`."""

from django.urls import path

from patients.views import restriction, sight

app_name = "sight"
urlpatterns = [
    path("", sight.policy, name="policy"),
    path("sites/", sight.places, name="places"),
    path("colleagues/", restriction.colleagues, name="colleagues"),
    path("colleagues/<uuid:patient_id>/restriction/", restriction.colleague, name="colleague"),
    path("restricted/", restriction.index, name="restricted"),
    path("restricted/<uuid:patient_id>/lifting/", restriction.lifting, name="lifting"),
]
