from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Bringing people over from another system."""

    name = "patients.imports"
    label = "imports"
    changeable: dict[str, str] = {
        "imports_importbatch": "UPDATE",
        "imports_importedrow": "UPDATE",
        "imports_rememberedmapping": "UPDATE",
    }
