"""Addresses below `/mail/events/`, at the platform's host and at each clinic's."""

from django.urls import path

from clinics.mail.views import service

app_name = "mail_events"
urlpatterns = [path("", service.events, name="events")]
