"""Addresses below `/appointments/`."""

from django.urls import path

from appointments.views import appointment, booking, visits

app_name = "appointments"
urlpatterns = [
    path("new/", booking.new, name="new"),
    path("new/people/", booking.people, name="people"),
    path("new/for/<uuid:patient_id>/", booking.new_for, name="new_for"),
    path("<uuid:appointment_id>/", appointment.page, name="appointment"),
    path("<uuid:appointment_id>/arrival/", visits.arrival, name="arrival"),
    path("<uuid:appointment_id>/start/", visits.start, name="start"),
    path("<uuid:appointment_id>/completion/", visits.completion, name="completion"),
    path("<uuid:appointment_id>/no-show/", visits.no_show, name="no_show"),
    path("<uuid:appointment_id>/cancellation/", appointment.cancellation, name="cancellation"),
    path("<uuid:appointment_id>/move/", appointment.move, name="move"),
    path("<uuid:appointment_id>/details/", appointment.details, name="details"),
    path("<uuid:appointment_id>/error/", appointment.error, name="error"),
    path("<uuid:appointment_id>/undo/", visits.undo, name="undo"),
]
