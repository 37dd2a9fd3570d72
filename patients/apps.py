from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """People who are cared for."""

    name = "patients"
    label = "patients"
    changeable: dict[str, str] = {}
