"""Addresses below `/mail/unsubscribe/`."""

from django.urls import path

from patients.views import unsubscription

app_name = "unsubscribe"
urlpatterns = [path("<slug:purpose>/<str:token>/", unsubscription.page, name="page")]
