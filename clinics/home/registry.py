"""What apps put into the frame: places in the rail, things to create, commands of the search.

Filled in `AppConfig.ready()`; an item is shown to those who have its permission.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One address in the frame. `icon` names a heroicon, `shortcut` its keys ("g p")."""

    name: str
    label: Words
    url_name: str
    icon: str
    permission: Permission
    shortcut: str = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Command(NavItem):
    """A page or deed the search finds by its label or by one of these other words."""

    words: Words = ""


nav_items: Registry[NavItem] = Registry("rail")
quick_create: Registry[NavItem] = Registry("quick create")
commands: Registry[Command] = Registry("commands")
