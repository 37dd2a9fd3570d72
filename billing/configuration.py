"""Where what money is counted by stands in the settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home.entries import CLINIC
from clinics.home.registry import SettingsSection, settings_sections
from clinics.staff.permissions import Permission

SECTIONS = (
    SettingsSection(
        name="fees",
        group=CLINIC,
        label=_("Services and fees"),
        detail=_("What is charged for what, and from when."),
        url_name="fees:index",
        icon="currency-dollar",
        permission=Permission.FEES_CONFIGURE,
        order=20,
    ),
    SettingsSection(
        name="letterhead",
        group=CLINIC,
        label=_("Letterhead of invoices"),
        detail=_("Legal name, address, tax numbers, and how to pay."),
        url_name="letterhead:edit",
        icon="document-text",
        permission=Permission.CLINIC_CONFIGURE,
        order=21,
    ),
    SettingsSection(
        name="desks",
        group=CLINIC,
        label=_("Desks"),
        detail=_("Where money is taken, and counted at the end of the day."),
        url_name="desks:index",
        icon="inbox-stack",
        permission=Permission.CLINIC_CONFIGURE,
        order=22,
    ),
)


def register() -> None:
    for section in SECTIONS:
        settings_sections.register(section)
