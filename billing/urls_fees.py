"""Addresses below `/settings/fees/`."""

from django.urls import path

from billing.views import fees

app_name = "fees"
urlpatterns = [
    path("", fees.index, name="index"),
    path("lists/new/", fees.new_list, name="new_list"),
    path("lists/<uuid:list_id>/services/new/", fees.new, name="new"),
    path("services/<uuid:fee_id>/", fees.edit, name="edit"),
]
