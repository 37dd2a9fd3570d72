from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """What is known and written about a patient: notes, allergies, alerts."""

    name = "patients.charts"
    label = "charts"
    changeable: dict[str, str] = {}
