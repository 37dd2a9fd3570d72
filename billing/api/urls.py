"""Addresses below `/api/v1/` that are of money."""

from django.urls import path

from billing.api import invoices, statements

urlpatterns = [
    path("invoices/", invoices.Invoices.as_view(), name="invoices"),
    path("invoices/<uuid:invoice_id>/", invoices.OneInvoice.as_view(), name="invoice"),
    path("patients/<uuid:patient_id>/statement/", statements.OneStatement.as_view(), name="statement"),
    path("payments/", invoices.Payments.as_view(), name="payments"),
    path("payments/<uuid:payment_id>/", invoices.OnePayment.as_view(), name="payment"),
]
