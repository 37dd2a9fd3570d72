"""Where what the calendar is made of stands in the settings, and what keeps a place from closing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from appointments.queries import needed
from clinics.home.entries import CLINIC
from clinics.home.registry import SettingsSection, settings_sections
from clinics.kit.addresses import address_of
from clinics.places.registry import PlaceUse, place_uses
from clinics.staff.permissions import Permission

CONFIGURE = Permission.CALENDAR_CONFIGURE

SECTIONS = (
    SettingsSection(
        name="locations",
        group=CLINIC,
        label=_("Locations"),
        detail=_("Sites, departments, rooms and equipment."),
        url_name="settings:locations",
        icon="building-office",
        permission=CONFIGURE,
        order=12,
    ),
    SettingsSection(
        name="providers",
        group=CLINIC,
        label=_("Providers and hours"),
        detail=_("Who can be booked, where and when, and who is away."),
        url_name="settings:providers",
        icon="clock",
        permission=CONFIGURE,
        order=14,
    ),
)


def register() -> None:
    place_uses.register(
        PlaceUse(
            name="appointments",
            count=needed.count_at_places,
            sentence=needed.sentence,
            url=lambda place: address_of("settings:location_appointments", place.pk),
        )
    )
    for section in SECTIONS:
        settings_sections.register(section)
