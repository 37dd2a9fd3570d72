from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "clinics.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")
    changeable = {
        "webhooks_endpoint": "UPDATE",
        "webhooks_delivery": "UPDATE, DELETE",
        "webhooks_attempt": "DELETE",
    }

    def ready(self) -> None:
        from clinics.webhooks import registrations

        registrations.register()
