"""Where what the calendar is made of stands in the settings, and what keeps a place from closing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from appointments.queries import needed, readiness
from clinics.home.entries import CLINIC
from clinics.home.registry import SettingsSection, SetupStep, settings_sections, setup_steps
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
    SettingsSection(
        name="appointment-types",
        group=CLINIC,
        label=_("Appointment types"),
        detail=_("What patients come for: length, needs, fee, who provides it."),
        url_name="settings:types",
        icon="calendar-days",
        permission=CONFIGURE,
        order=16,
    ),
    SettingsSection(
        name="reminders",
        group=CLINIC,
        label=_("Reminders"),
        detail=_("Whether patients are reminded by e-mail, and how long before."),
        url_name="settings:reminders",
        icon="bell",
        permission=CONFIGURE,
        order=17,
    ),
)
STEPS = (
    SetupStep(
        name="locations",
        label=_("Say where you see patients"),
        detail=_("The address stands in confirmations; types that need a room need one to be there."),
        url_name="settings:locations",
        icon="building-office",
        permission=CONFIGURE,
        is_done=readiness.has_a_place,
        order=50,
    ),
    SetupStep(
        name="providers",
        label=_("Say who can be booked, and when"),
        detail=_("Openings are found within the weekly hours of providers."),
        url_name="settings:providers",
        icon="clock",
        permission=CONFIGURE,
        is_done=readiness.somebody_works,
        order=52,
    ),
    SetupStep(
        name="appointment-types",
        label=_("Say what patients can come for"),
        detail=_("Each type has its length, what it needs and its fee."),
        url_name="settings:types",
        icon="calendar-days",
        permission=CONFIGURE,
        is_done=readiness.something_is_offered,
        order=54,
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
    for step in STEPS:
        setup_steps.register(step)
