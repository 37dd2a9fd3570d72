"""Addresses below `/calendar/`."""

from django.urls import path

from appointments.views import calendar

app_name = "calendar"
urlpatterns = [
    path("", calendar.index, name="calendar"),
]
