from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsageConfig(AppConfig):
    """Its table stands in `public`; what is counted stands in the clinics."""

    name = "clinics.usage"
    label = "usage"
    verbose_name = _("Usage")
    default_auto_field = "django.db.models.BigAutoField"
    changeable = {"usage_usagecount": "UPDATE"}

    def ready(self) -> None:
        from clinics.usage import registrations

        registrations.register()
