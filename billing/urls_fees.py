"""Addresses below `/settings/fees/`."""

from django.urls import path

from billing.views import fees, taxes

app_name = "fees"
urlpatterns = [
    path("", fees.index, name="index"),
    path("lists/new/", fees.new_list, name="new_list"),
    path("lists/<uuid:list_id>/end/", fees.end, name="end_list"),
    path("lists/<uuid:list_id>/following/", fees.following, name="following"),
    path("lists/<uuid:list_id>/services/new/", fees.new, name="new"),
    path("services/<uuid:fee_id>/", fees.edit, name="edit"),
    path("taxes/", taxes.index, name="taxes"),
    path("taxes/new/", taxes.new, name="new_tax"),
    path("taxes/<uuid:rate_id>/end/", taxes.end, name="end_tax"),
]
