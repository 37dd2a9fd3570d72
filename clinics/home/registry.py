"""What apps put into the frame: places in the rail, things to create, commands of the search.

Filled in `AppConfig.ready()`; an item is shown to those who have its permission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

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
    """A page or deed the search finds by its label or by one of these other words.

    A `deed` is done by the browser where the person is, and has no address.
    """

    words: Words = ""
    deed: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One result of the search: words to recognise it by, and its address; or a deed the page itself does.

    `patients` are all who can be recognised in it: they are recorded as searched. `deed` is the name of something
    that the browser does; it is offered only where there is a script to do it.
    """

    label: Words
    url: str = ""
    detail: Words = ""
    icon: str = ""
    deed: str = ""
    patients: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Query:
    """What was typed: the whole of it, and a day if one is named, with the words beside it."""

    text: str
    day: date | None = None
    beside: str = ""
    limit: int = 6

    @property
    def about_people(self) -> str:
        """The words that may be a name."""
        return self.beside if self.day and self.beside else self.text


SearchFetch = Callable[[Query, Actor, datetime], Any]
"""What several sources share: fetched once for a search, for an actor at a moment."""


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """A kind of record the one search looks through, for those with its permission.

    `find` gets the query, `by` and `at`, and with `fetch` also its result as `fetched`. It answers with at most
    `query.limit` results which this actor may see, and records nobody.
    """

    name: str
    label: Words
    find: Callable[..., Iterable[Found]]
    permission: Permission
    fetch: SearchFetch | None = None
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class TodayAct:
    """The one step that is done from the list itself, by POST: in place, or leading to where it goes on."""

    label: Words
    url: str
    in_place: bool = True


@dataclass(frozen=True, kw_only=True)
class TodayItem:
    """One thing that waits, a click from done. `patients` are all whose names it says: they are recorded as listed.

    `time` stands before it ("10:30"), `moment` behind it, as people say it: since when, or when it was. A `badge`
    says how it stands; with `since`, also for how many minutes. `value` is an amount.
    """

    label: Words
    url: str
    detail: Words = ""
    moment: datetime | None = None
    icon: str = ""
    time: Words = ""
    badge: Words = ""
    badge_kind: str = ""
    since: datetime | None = None
    value: Words = ""
    act: TodayAct | None = None
    patients: tuple[UUID, ...] = ()


Fetch = Callable[[Actor, datetime], Any]
"""What several panels share: fetched once for a page, for an actor at a moment."""


COUNTED = 50
"""So many waiting things are counted: a panel loads one more at most."""


def anybody(_actor: Actor) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class TodayPanel:
    """A card on Today. `empty` is said when nothing waits; without it the card is left out then.

    `load` gets `by` and `at`, and with `fetch` also its result as `fetched`. It records nobody. `is_for` narrows
    further than the permission: to those whose work it is. `worklist` names the page where all of it is done.
    """

    name: str
    title: Words
    load: Callable[..., list[TodayItem]]
    permission: Permission
    fetch: Fetch | None = None
    is_for: Callable[[Actor], bool] = anybody
    worklist: str = ""
    worklist_query: str = ""
    empty: Words = ""
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class TodayTopics:
    """Live topics at which Today is drawn anew, of what was fetched for the panels."""

    name: str
    fetch: Fetch
    topics: Callable[[Any], list[str]]
    permission: Permission
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


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """Keys that do something on some pages, or on all of them. `pages` are names of addresses, none for all.

    Places in the rail and things to create name their keys themselves. An element of the page that is pressed by a
    key says so by `data-shortcut`; a guard compares it with this registry.
    """

    name: str
    keys: str
    label: Words
    place: Words
    pages: tuple[str, ...] = ()
    order: int = 100


nav_items: Registry[NavItem] = Registry("rail")
quick_create: Registry[NavItem] = Registry("quick create")
commands: Registry[Command] = Registry("commands")
search_sources: Registry[SearchSource] = Registry("search")
today_panels: Registry[TodayPanel] = Registry("today")
today_topics: Registry[TodayTopics] = Registry("what Today watches")
settings_sections: Registry[SettingsSection] = Registry("settings")
setup_steps: Registry[SetupStep] = Registry("setting up")
shortcuts: Registry[Shortcut] = Registry("keys")
