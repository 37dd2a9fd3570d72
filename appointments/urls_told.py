"""Addresses that messages to patients name, below `/mail/appointments/`."""

from django.urls import path

from appointments.views import told

app_name = "told"
urlpatterns = [
    path("<str:token>/", told.appointment, name="appointment"),
    path("<str:token>/calendar.ics", told.calendar, name="calendar"),
]
