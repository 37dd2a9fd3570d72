"""Addresses below `/settings/account/programs/`."""

from django.urls import path

from clinics.api.views import programs

app_name = "programs"
urlpatterns = [
    path("", programs.index, name="index"),
    path("<str:client_id>/ending/", programs.ending, name="ending"),
]
