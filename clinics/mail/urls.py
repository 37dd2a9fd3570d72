"""Addresses below `/settings/mail/`."""

from django.urls import path

from clinics.mail.views import messages

app_name = "mail"
urlpatterns = [
    path("", messages.index, name="index"),
    path("<uuid:mail_id>/", messages.show, name="message"),
    path("<uuid:mail_id>/release/", messages.release, name="release"),
    path("<uuid:mail_id>/repetition/", messages.repetition, name="repetition"),
]
