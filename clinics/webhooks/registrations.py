"""Where webhooks stand in the settings, and that they hear what happens."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.events.registry import Listener, listeners
from clinics.events.standing import StandingWork, standing_work
from clinics.home.entries import CLINIC
from clinics.home.registry import COUNTED, SettingsSection, TodayItem, TodayPanel, settings_sections, today_panels
from clinics.kit.actor import Actor
from clinics.mail.registry import MailKind, mail_kinds
from clinics.staff.permissions import Permission
from clinics.webhooks.actions.hearing import DELIVER_TASK, hear
from clinics.webhooks.actions.notices import PURPOSE
from clinics.webhooks.queries.endpoints import in_trouble


def trouble(*, by: Actor, at: datetime) -> list[TodayItem]:
    """Webhooks that accept nothing; one statement."""
    return [
        TodayItem(
            label=endpoint.name,
            url=reverse("webhooks:endpoint", args=[endpoint.pk]),
            detail=endpoint.host,
            moment=endpoint.failing_since,
            icon="bolt-slash",
            badge=_("Failing") if endpoint.is_enabled else _("Given up"),
            badge_kind="warning" if endpoint.is_enabled else "danger",
        )
        for endpoint in in_trouble(at)[: COUNTED + 1]
    ]


def register() -> None:
    mail_kinds.register(MailKind(name=PURPOSE, label=_("A webhook was stopped"), is_to_patients=False, order=84))
    # Whatever a lost message or a killed worker left behind is found within the hour.
    standing_work.register(StandingWork(name=DELIVER_TASK, every=timedelta(hours=1)))
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
    today_panels.register(
        TodayPanel(
            name="webhooks",
            title=_("Programs that cannot be told"),
            load=trouble,
            permission=Permission.WEBHOOK_MANAGE,
            worklist="webhooks:index",
            order=4,
        )
    )
