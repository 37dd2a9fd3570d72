"""What the keys do in the calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.home.registry import Shortcut, shortcuts

CALENDAR, PAGES = _("Calendar"), ("calendar:calendar",)
KEYS = (
    ("earlier", "[", _("Earlier")),
    ("later", "]", _("Later")),
    ("today", "t", _("Today")),
    ("move", "m", _("Move the appointment that has the focus: arrows, + and −, then Enter")),
)


def register() -> None:
    for order, (name, keys, label) in enumerate(KEYS):
        shortcuts.register(
            Shortcut(name=f"calendar-{name}", keys=keys, label=label, place=CALENDAR, pages=PAGES, order=order)
        )
