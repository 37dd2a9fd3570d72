from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """The calendar: who meets whom, where and when."""

    name = "appointments"
    label = "appointments"
    changeable: dict[str, str] = {}
