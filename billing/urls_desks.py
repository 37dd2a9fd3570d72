"""Addresses below `/settings/desks/`."""

from django.urls import path

from billing.views import desk_settings

app_name = "desks"
urlpatterns = [
    path("", desk_settings.index, name="index"),
    path("new/", desk_settings.new, name="new"),
    path("<uuid:desk_id>/", desk_settings.edit, name="edit"),
]
