from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PatientsConfig(AppConfig):
    """People who are cared for."""

    name = "patients"
    label = "patients"
    verbose_name = _("Patients")
    changeable: dict[str, str] = {
        "patients_patient": "UPDATE",
        "patients_contactpoint": "UPDATE, DELETE",
        "patients_address": "UPDATE, DELETE",
        "patients_identifier": "UPDATE, DELETE",
        "patients_relationship": "UPDATE, DELETE",
        "patients_chartopening": "UPDATE, DELETE",
        "patients_careteammember": "UPDATE, DELETE",
        "patients_restrictedchart": "DELETE",
        "patients_alert": "UPDATE",
        "patients_allergyintolerance": "UPDATE",
    }

    def ready(self) -> None:
        from patients import registrations

        registrations.register()
