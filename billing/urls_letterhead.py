"""Addresses below `/settings/letterhead/`."""

from django.urls import path

from billing.views import letterhead

app_name = "letterhead"
urlpatterns = [path("", letterhead.edit, name="edit")]
