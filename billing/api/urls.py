"""Addresses below `/api/v1/` that are of money."""

from django.urls import path

from billing.api import invoices

urlpatterns = [
    path("invoices/", invoices.Invoices.as_view(), name="invoices"),
    path("invoices/<uuid:invoice_id>/", invoices.OneInvoice.as_view(), name="invoice"),
    path("payments/", invoices.Payments.as_view(), name="payments"),
    path("payments/<uuid:payment_id>/", invoices.OnePayment.as_view(), name="payment"),
]
