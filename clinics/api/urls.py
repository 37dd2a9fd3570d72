"""Addresses below `/settings/api-clients/`."""

from django.urls import path

from clinics.api.views import clients

app_name = "api_clients"
urlpatterns = [
    path("", clients.index, name="index"),
    path("new/", clients.new, name="new"),
    path("<str:client_id>/", clients.show, name="client"),
    path("<str:client_id>/secret/", clients.secret, name="secret"),
    path("<str:client_id>/stop/", clients.stop, name="stop"),
    path("<str:client_id>/resumption/", clients.resumption, name="resumption"),
]
