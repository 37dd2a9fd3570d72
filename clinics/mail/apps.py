from django.apps import AppConfig


class MailConfig(AppConfig):
    """Mail as a clinic's people see it: what was sent, what became of it, and whom nothing reaches."""

    name = "clinics.mail"
    label = "mail"

    def ready(self) -> None:
        from clinics.mail import registrations

        registrations.register()
