from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files kept about a patient, sealed with the clinic key."""

    name = "patients.documents"
    label = "documents"
    changeable: dict[str, str] = {"documents_document": "UPDATE"}

    def ready(self) -> None:
        from patients.documents import registrations, resealing

        registrations.register()
        resealing.register()
