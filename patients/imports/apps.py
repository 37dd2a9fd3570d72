from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Bringing people over from another system."""

    name = "patients.imports"
    label = "imports"
    changeable: dict[str, str] = {
        "imports_importbatch": "UPDATE",
        "imports_importedrow": "UPDATE",
        "imports_rememberedmapping": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.home.registry import SettingsSection, settings_sections
        from clinics.staff.permissions import Permission
        from patients.imports import resealing

        resealing.register()
        settings_sections.register(
            SettingsSection(
                name="imports",
                label=_("Import people"),
                detail=_("Bring people over from another system, and take it back."),
                group=_("Clinic"),
                url_name="imports:directory",
                icon="arrow-up-tray",
                permission=Permission.PATIENT_IMPORT,
                order=60,
            )
        )
