from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SingleSignOnConfig(AppConfig):
    """A clinic's identity provider, and how people come in through it."""

    name = "clinics.single_sign_on"
    label = "single_sign_on"
    verbose_name = _("Single sign-on")
    changeable = {
        "single_sign_on_identityprovider": "UPDATE, DELETE",
        "single_sign_on_signoutnotice": "DELETE",
    }

    def ready(self) -> None:
        from clinics.single_sign_on import registrations

        registrations.register()
