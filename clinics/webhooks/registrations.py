"""Where webhooks stand in the settings, and that they hear what happens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.events.registry import Listener, listeners
from clinics.home.entries import CLINIC
from clinics.home.registry import SettingsSection, settings_sections
from clinics.staff.permissions import Permission
from clinics.webhooks.actions.hearing import hear


def register() -> None:
    listeners.register(Listener("webhooks", hear))
    settings_sections.register(
        SettingsSection(
            name="webhooks",
            group=CLINIC,
            label=_("Webhooks"),
            detail=_("Programs that are told when something happens here, and whether they heard it."),
            url_name="webhooks:index",
            icon="bolt",
            permission=Permission.WEBHOOK_VIEW,
            order=61,
        )
    )
