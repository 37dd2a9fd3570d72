"""Where mail stands in the settings and on Today, and what the clinic's own messages are called."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.home.entries import CLINIC
from clinics.home.registry import COUNTED, SettingsSection, TodayItem, TodayPanel, settings_sections, today_panels
from clinics.kit.actor import Actor
from clinics.mail.queries.messages import BADGES, in_trouble, kind_of
from clinics.mail.registry import MailKind, mail_kinds
from clinics.staff.permissions import Permission

KINDS = (
    MailKind(name="invitation", label=_("Invitation of a colleague"), is_to_patients=False, order=80),
    MailKind(name="password_reset_key", label=_("New password"), is_to_patients=False, order=81),
)


def trouble(*, by: Actor, at: datetime) -> list[TodayItem]:
    """Mail of the last days that did not arrive, without saying to whom; one statement."""
    return [
        TodayItem(
            label=kind_of(mail),
            url=reverse("mail:message", args=[mail.pk]),
            moment=mail.reported_at or mail.created_at,
            icon="envelope",
            badge=mail.get_state_display(),
            badge_kind=BADGES.get(mail.state, ""),  # type: ignore[call-overload]
        )
        for mail in in_trouble(to=by, at=at)[: COUNTED + 1]
    ]


def register() -> None:
    for kind in KINDS:
        mail_kinds.register(kind)
    settings_sections.register(
        SettingsSection(
            name="mail",
            group=CLINIC,
            label=_("Mail"),
            detail=_("What was sent, whether it arrived, and why not."),
            url_name="mail:index",
            icon="envelope",
            permission=Permission.MAIL_VIEW,
            order=15,
        )
    )
    today_panels.register(
        TodayPanel(
            name="mail",
            title=_("Mail that did not arrive"),
            load=trouble,
            permission=Permission.CLINIC_CONFIGURE,
            is_for=lambda actor: actor.may(Permission.MAIL_VIEW),
            worklist="mail:index",
            order=4,
        )
    )
