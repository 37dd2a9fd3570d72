"""Addresses below `/api/v1/` that are of the calendar."""

from django.urls import path

from appointments.api import appointments, catalog

one = "appointments/<uuid:appointment_id>/"
urlpatterns = [
    path("providers/", catalog.Providers.as_view(), name="providers"),
    path("locations/", catalog.Locations.as_view(), name="locations"),
    path("appointment-types/", catalog.AppointmentTypes.as_view(), name="appointment_types"),
    path("openings/", catalog.Openings.as_view(), name="openings"),
    path("appointments/", appointments.Appointments.as_view(), name="appointments"),
    path(one, appointments.OneAppointment.as_view(), name="appointment"),
    path(f"{one}cancellation/", appointments.Cancellation.as_view(), name="appointment_cancellation"),
    path(f"{one}arrival/", appointments.Arrival.as_view(), name="appointment_arrival"),
    path(f"{one}beginning/", appointments.Beginning.as_view(), name="appointment_beginning"),
    path(f"{one}completion/", appointments.Completion.as_view(), name="appointment_completion"),
    path(f"{one}no-show/", appointments.NoShow.as_view(), name="appointment_no_show"),
]
