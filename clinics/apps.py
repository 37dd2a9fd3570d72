from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """The floor: clinics, their hosts, keys and wake-ups, in the public schema."""

    name = "clinics"
    label = "clinics"
    default_auto_field = "django.db.models.BigAutoField"
    changeable = {
        "clinics_clinic": "UPDATE, DELETE",
        "clinics_domain": "UPDATE, DELETE",
        "clinics_datakey": "UPDATE, DELETE",
        "clinics_wakeup": "UPDATE, DELETE",
    }

    def ready(self) -> None:
        from clinics.home import entries

        entries.register()
