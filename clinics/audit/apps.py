from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of what was done and read, by whom, about whom: insert-only."""

    name = "clinics.audit"
    label = "audit"
    changeable: dict[str, str] = {}
