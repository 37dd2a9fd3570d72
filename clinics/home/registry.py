"""What apps put into the frame: places in the rail, things to create, commands of the search.

Filled in `AppConfig.ready()`; an item is shown to those who have its permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from clinics.kit.actor import Actor
from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission

if TYPE_CHECKING:
    from clinics.models import Clinic

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


@dataclass(frozen=True, kw_only=True)
class Found:
    """One result of the search: words to recognise it by, and its address."""

    label: Words
    url: str
    detail: Words = ""
    icon: str = ""


class Finder(Protocol):
    """At most `limit` results this actor may see; patients among them are recorded as searched."""

    def __call__(self, query: str, /, *, by: Actor, at: datetime, limit: int) -> Iterable[Found]: ...


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """A kind of record the one search looks through, for those with its permission."""

    name: str
    label: Words
    find: Finder
    permission: Permission
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class TodayItem:
    """One thing that waits, a click from done. `moment` is since when, or when it was."""

    label: Words
    url: str
    detail: Words = ""
    moment: datetime | None = None
    icon: str = ""


class LoadToday(Protocol):
    """What waits for this actor now; patients named in it are recorded as listed."""

    def __call__(self, *, by: Actor, at: datetime) -> list[TodayItem]: ...


@dataclass(frozen=True, kw_only=True)
class TodayPanel:
    """A card on Today. `empty` is said when nothing waits; without it the card is left out then."""

    name: str
    title: Words
    load: LoadToday
    permission: Permission
    empty: Words = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class SettingsSection(NavItem):
    """A page of settings; `detail` says what is decided there, `group` under which heading it stands."""

    detail: Words
    group: Words


class AsksIfDone(Protocol):
    """Looks at the clinic's real data: is this step done?"""

    def __call__(self, *, clinic: Clinic, at: datetime) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class SetupStep(NavItem):
    """One thing a new clinic does before its first patient comes; `detail` says why."""

    detail: Words
    is_done: AsksIfDone


nav_items: Registry[NavItem] = Registry("rail")
quick_create: Registry[NavItem] = Registry("quick create")
commands: Registry[Command] = Registry("commands")
search_sources: Registry[SearchSource] = Registry("search")
today_panels: Registry[TodayPanel] = Registry("today")
settings_sections: Registry[SettingsSection] = Registry("settings")
setup_steps: Registry[SetupStep] = Registry("setting up")
