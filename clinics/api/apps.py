from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "clinics.api"
    label = "api"
    verbose_name = _("API")
    changeable = {
        "api_apiclient": "UPDATE",
        "api_callcount": "UPDATE",
        "api_keptanswer": "UPDATE, DELETE",
        "api_signingkey": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.api import (
            registrations,
            schema,  # noqa: F401  describes the authentication to the schema
        )

        registrations.register()
