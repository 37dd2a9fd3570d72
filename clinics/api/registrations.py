"""Where the API stands in the settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home.entries import CLINIC
from clinics.home.registry import SettingsSection, settings_sections
from clinics.staff.permissions import Permission


def register() -> None:
    settings_sections.register(
        SettingsSection(
            name="api-clients",
            group=CLINIC,
            label=_("API clients"),
            detail=_("Programs that read and write here, and what each may."),
            url_name="api_clients:index",
            icon="code-bracket",
            permission=Permission.API_CLIENTS_MANAGE,
            order=60,
        )
    )
