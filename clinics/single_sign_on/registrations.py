"""Where the identity provider stands in the settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home.entries import PEOPLE
from clinics.home.registry import SettingsSection, settings_sections
from clinics.staff.permissions import Permission


def register() -> None:
    settings_sections.register(
        SettingsSection(
            name="identity-provider",
            group=PEOPLE,
            label=_("Single sign-on"),
            detail=_("Sign in with the identity provider your organisation already has."),
            url_name="single_sign_on:provider",
            icon="finger-print",
            permission=Permission.SIGN_IN_CONFIGURE,
            order=32,
        )
    )
