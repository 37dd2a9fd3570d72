from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """What is written about a patient: notes, their drafts, and what was signed."""

    name = "patients.charts"
    label = "charts"
    # What was signed (charts_noteversion) is not named: its rows can only be added.
    changeable: dict[str, str] = {
        "charts_note": "UPDATE",
        "charts_notedraft": "UPDATE, DELETE",
        "charts_notepresence": "UPDATE, DELETE",
    }

    def ready(self) -> None:
        from patients.charts import registrations

        registrations.register()
