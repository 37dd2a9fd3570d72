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
        "patients_alert": "UPDATE",
        "patients_allergyintolerance": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.home.registry import NavItem, SearchSource, nav_items, quick_create, search_sources
        from clinics.onboarding.samples import SampleData, sample_data
        from clinics.staff.permissions import Permission
        from patients.actions import seeding
        from patients.actions.lookup import find_people
        from patients.queries.timeline import own_entries
        from patients.registries import TimelineSource, timeline

        sample_data.register(SampleData("patients", 10, seeding.fill))
        nav_items.register(
            NavItem(
                name="patients",
                label=_("Patients"),
                url_name="patients:directory",
                icon="users",
                permission=Permission.PATIENT_SEARCH,
                shortcut="g p",
                order=30,
            )
        )
        quick_create.register(
            NavItem(
                name="patient",
                label=_("Register a patient"),
                url_name="patients:registration",
                icon="user-plus",
                permission=Permission.PATIENT_REGISTER,
                shortcut="n p",
                order=10,
            )
        )
        search_sources.register(
            SearchSource(
                name="patients", label=_("Patients"), find=find_people, permission=Permission.PATIENT_SEARCH, order=10
            )
        )
        timeline.register(
            TimelineSource(
                name="record",
                label=_("Record"),
                entries=own_entries,
                permission=Permission.PATIENT_HISTORY,
                order=90,
            )
        )
