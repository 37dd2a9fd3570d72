"""Addresses below `/api/v1/webhooks/`."""

from django.urls import path

from clinics.webhooks.api import webhooks

urlpatterns = [
    path("", webhooks.Webhooks.as_view(), name="webhooks"),
    path("<uuid:endpoint_id>/", webhooks.OneWebhook.as_view(), name="webhook"),
    path("<uuid:endpoint_id>/deliveries/", webhooks.Deliveries.as_view(), name="webhook_deliveries"),
    path("<uuid:endpoint_id>/deliveries/<uuid:delivery_id>/", webhooks.OneDelivery.as_view(), name="webhook_delivery"),
]
