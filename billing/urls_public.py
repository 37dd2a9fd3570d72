"""Addresses for people without an account."""

from django.urls import path

from billing.views import links

urlpatterns = [path("invoice/<str:token>/", links.open_invoice, name="invoice_link")]
