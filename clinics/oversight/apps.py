from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Reading the trail: is it whole, what does it say, what in it needs a second look."""

    name = "clinics.oversight"
    label = "oversight"
    # What a verification found is not named: its rows can only be added.
    changeable: dict[str, str] = {"oversight_anomaly": "UPDATE", "oversight_watchpolicy": "UPDATE"}

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from clinics.oversight import registrations

        registrations.register()
        autodiscover_modules("trail")  # each app says what its events are called
