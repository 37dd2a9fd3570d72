"""Where the trail stands in the frame, and what is done for it again and again."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from clinics.events.standing import StandingWork, standing_work
from clinics.home.registry import (
    Command,
    NavItem,
    SettingsSection,
    TodayPanel,
    commands,
    nav_items,
    settings_sections,
    today_panels,
)
from clinics.mail.registry import MailKind, mail_kinds
from clinics.oversight.actions.anomalies import ANOMALIES_MAIL, BROKEN_GLASS_MAIL
from clinics.oversight.actions.verifications import BROKEN_TRAIL_MAIL
from clinics.oversight.queries import reviews
from clinics.staff.permissions import Permission

WORK = (
    StandingWork(name="oversight.seal", every=timedelta(minutes=10)),
    StandingWork(name="oversight.verify", every=timedelta(days=1)),
    StandingWork(name="oversight.watch", every=timedelta(hours=1)),
)
SECTIONS = (
    SettingsSection(
        name="trail",
        group=_("Privacy"),
        label=_("The trail"),
        detail=_("Who did and read what, about whom, when and from where."),
        url_name="oversight:trail",
        icon="eye",
        permission=Permission.AUDIT_VIEW,
        order=70,
    ),
    SettingsSection(
        name="reviews",
        group=_("Privacy"),
        label=_("To look at"),
        detail=_("What in the trail stands out, and what came of it."),
        url_name="oversight:reviews",
        icon="shield-exclamation",
        permission=Permission.AUDIT_VIEW,
        order=71,
    ),
    SettingsSection(
        name="watch",
        group=_("Privacy"),
        label=_("What is watched"),
        detail=_("Who the privacy officer is, and from when on something stands out."),
        url_name="oversight:watch",
        icon="adjustments-horizontal",
        permission=Permission.ACCESS_CONFIGURE,
        order=73,
    ),
    SettingsSection(
        name="seals",
        group=_("Privacy"),
        label=_("Is the trail whole?"),
        detail=_("Seals over all that was done and read, and what the last look at them found."),
        url_name="oversight:seals",
        icon="finger-print",
        permission=Permission.AUDIT_VIEW,
        order=72,
    ),
)


NAV = NavItem(
    name="trail",
    label=_("The trail"),
    url_name="oversight:trail",
    icon="eye",
    permission=Permission.AUDIT_VIEW,
    shortcut="g a",
    order=93,
)
COMMANDS = (
    Command(
        name="reviews",
        label=_("What stands out in the trail"),
        words=_("audit anomalies review privacy"),
        url_name="oversight:reviews",
        icon="shield-exclamation",
        permission=Permission.AUDIT_VIEW,
    ),
    Command(
        name="seals",
        label=_("Is the trail whole?"),
        words=_("audit seals verify"),
        url_name="oversight:seals",
        icon="finger-print",
        permission=Permission.AUDIT_VIEW,
    ),
)


PANEL = TodayPanel(
    name="reviews",
    title=_("What stands out in the trail"),
    load=reviews.waiting,
    permission=Permission.AUDIT_VIEW,
    worklist="oversight:reviews",
    order=6,
)


MAIL = (
    MailKind(name=ANOMALIES_MAIL, label=_("Something in the trail to look at"), is_to_patients=False, order=82),
    MailKind(name=BROKEN_TRAIL_MAIL, label=_("The trail is not whole"), is_to_patients=False, order=83),
    MailKind(name=BROKEN_GLASS_MAIL, label=_("Hidden record opened in an emergency"), is_to_patients=False, order=85),
)


def register() -> None:
    for kind in MAIL:
        mail_kinds.register(kind)
    today_panels.register(PANEL)
    nav_items.register(NAV)
    for command in COMMANDS:
        commands.register(command)
    for work in WORK:
        standing_work.register(work)
    for section in SECTIONS:
        settings_sections.register(section)
