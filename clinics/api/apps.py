from __future__ import annotations

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "clinics.api"
    label = "api"
    verbose_name = _("API")
    changeable = {
        "api_apiclient": "UPDATE",
        "api_callcount": "UPDATE",
        "api_keptanswer": "UPDATE, DELETE",
        "api_programsession": "UPDATE",
        "api_signingkey": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.api import (
            registrations,
            schema,  # noqa: F401  describes the authentication to the schema
        )

        registrations.register()
        self._put_in_place()

    def _put_in_place(self) -> None:
        """allauth names its checks in one module and has no setting for them."""
        from allauth.idp.oidc.internal.oauthlib import server

        from clinics.api.issuing import Issuing

        server.OAuthLibRequestValidator = Issuing
        if type(server.get_server().request_validator) is not Issuing:
            raise ImproperlyConfigured("allauth checks programs in another place now: see clinics.api.issuing")
