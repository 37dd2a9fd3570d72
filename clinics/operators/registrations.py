"""Where visits of operators stand in the settings, and what their mail is called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home.registry import SettingsSection, settings_sections
from clinics.mail.registry import MailKind, mail_kinds
from clinics.operators.actions.visits import BEGAN_MAIL
from clinics.staff.permissions import Permission


def register() -> None:
    mail_kinds.register(
        MailKind(name=BEGAN_MAIL, label=_("An operator entered the clinic"), is_to_patients=False, order=86)
    )
    settings_sections.register(
        SettingsSection(
            name="operators",
            group=_("Privacy"),
            label=_("Visits of operators"),
            detail=_("Who of the platform was here, why, and what they did."),
            url_name="operators:visits",
            icon="lifebuoy",
            permission=Permission.AUDIT_VIEW,
            order=74,
        )
    )
