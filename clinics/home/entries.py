"""What the floor itself puts into the frame: Today, Settings, their sections and first steps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home import setup
from clinics.home.registry import (
    Command,
    NavItem,
    SettingsSection,
    SetupStep,
    Shortcut,
    TodayPanel,
    commands,
    nav_items,
    settings_sections,
    setup_steps,
    shortcuts,
    today_panels,
)
from clinics.staff.permissions import Permission

CLINIC, PEOPLE, SELF = _("Clinic"), _("People"), _("You")
P = Permission

NAV = (
    NavItem(
        name="today", label=_("Today"), url_name="home:today", icon="home", permission=P.HOME, shortcut="g t", order=10
    ),
    NavItem(
        name="staff",
        label=_("Staff"),
        url_name="staff:directory",
        icon="identification",
        permission=P.STAFF_VIEW,
        shortcut="g s",
        order=90,
    ),
    NavItem(
        name="settings",
        label=_("Settings"),
        url_name="home:settings",
        icon="cog-6-tooth",
        permission=P.CLINIC_CONFIGURE,
        shortcut="g ,",
        order=95,
    ),
)
SECTIONS = (
    SettingsSection(
        name="details",
        group=CLINIC,
        label=_("Address, language and clock"),
        detail=_("Where the clinic is reached, its time zone and week, and the identifiers it asks for."),
        url_name="home:details_edit",
        icon="identification",
        permission=P.CLINIC_CONFIGURE,
        order=11,
    ),
    SettingsSection(
        name="branding",
        group=CLINIC,
        label=_("Name, colour and logo"),
        detail=_("How pages and mails look, and whom people may ask."),
        url_name="home:branding_edit",
        icon="swatch",
        permission=P.CLINIC_CONFIGURE,
        order=10,
    ),
    SettingsSection(
        name="staff",
        group=PEOPLE,
        label=_("Staff"),
        detail=_("Who works here, in which roles, and who is invited."),
        url_name="staff:directory",
        icon="identification",
        permission=P.STAFF_VIEW,
        order=30,
    ),
    SettingsSection(
        name="sign-in",
        group=PEOPLE,
        label=_("How people sign in"),
        detail=_("Second factor, and when a quiet browser is signed out."),
        url_name="staff:policy",
        icon="shield-check",
        permission=P.ACCESS_CONFIGURE,
        order=31,
    ),
    SettingsSection(
        name="account",
        group=SELF,
        label=_("Your account"),
        detail=_("Your name, language and colours."),
        url_name="staff:account",
        icon="user-circle",
        permission=P.OWN_ACCOUNT,
        order=90,
    ),
)
STEPS = (
    SetupStep(
        name="branding",
        label=_("Give the clinic its colour and logo"),
        detail=_("People recognise the pages and mails as yours."),
        url_name="home:branding_edit",
        icon="swatch",
        permission=P.CLINIC_CONFIGURE,
        is_done=setup.has_its_brand,
        order=10,
    ),
    SetupStep(
        name="contact",
        label=_("Say whom people may ask"),
        detail=_("It is shown when these pages cannot be reached."),
        url_name="home:branding_edit",
        icon="phone",
        permission=P.CLINIC_CONFIGURE,
        is_done=setup.says_whom_to_ask,
        order=20,
    ),
    SetupStep(
        name="team",
        label=_("Invite your team"),
        detail=_("Everyone signs in as themselves; the trail says who did what."),
        url_name="staff:invite",
        icon="user-plus",
        permission=P.STAFF_MANAGE,
        is_done=setup.has_a_team,
        order=30,
    ),
    SetupStep(
        name="factors",
        label=_("Have everyone set up a second factor"),
        detail=_("A stolen password alone opens nothing then."),
        url_name="staff:directory",
        icon="shield-check",
        permission=P.STAFF_MANAGE,
        is_done=setup.everyone_has_a_second_factor,
        order=40,
    ),
)
KEYBOARD = Command(
    name="keyboard",
    label=_("All keyboard shortcuts"),
    words=_("keys help"),
    url_name="home:keyboard",
    icon="command-line",
    permission=P.HOME,
)
COMMANDS = tuple(
    Command(name=deed, label=label, words=words, url_name="", icon=icon, permission=P.HOME, deed=deed, order=order)
    for order, (deed, label, words, icon) in enumerate(
        (
            ("shortcuts", _("Keyboard shortcuts"), _("keys help"), "command-line"),
            ("print", _("Print this page"), _("paper"), "printer"),
            ("theme-light", _("Light colours"), _("theme day"), "sun"),
            ("theme-dark", _("Dark colours"), _("theme night"), "moon"),
            ("theme-device", _("Colours of the device"), _("theme system"), "computer-desktop"),
            ("sign-out", _("Sign out"), _("leave log off logout"), "arrow-right-start-on-rectangle"),
        )
    )
)
EVERYWHERE = _("Everywhere")
KEYS = tuple(
    Shortcut(name=name, keys=keys, label=label, place=EVERYWHERE, order=order)
    for order, (name, keys, label) in enumerate(
        (
            ("search", "/", _("Search")),
            ("palette", "Ctrl K", _("Search, also while you type in a field")),
            ("new", "n", _("New")),
            ("undo", "Ctrl Z", _("Undo what was just done, while it says so")),
            ("leave", "Esc", _("Close what is open; what you typed stays")),
            ("list", "?", _("The keys of this page")),
        )
    )
)
SETTING_UP = TodayPanel(
    name="setup",
    title=_("Setting up the clinic"),
    load=setup.waiting_steps,
    permission=P.CLINIC_CONFIGURE,
    order=5,
)


def register() -> None:
    for item in NAV:
        nav_items.register(item)
    for section in SECTIONS:
        settings_sections.register(section)
    for step in STEPS:
        setup_steps.register(step)
    for key in KEYS:
        shortcuts.register(key)
    for command in (*COMMANDS, KEYBOARD):
        commands.register(command)
    today_panels.register(SETTING_UP)
