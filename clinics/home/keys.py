"""Which keys do what: for the list of one page, and for the page about all of them. One registry feeds both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from clinics.home.addresses import address
from clinics.home.registry import NavItem, Shortcut, nav_items, quick_create, shortcuts
from clinics.kit.actor import NOBODY, Actor


@dataclass(frozen=True)
class Key:
    keys: str
    label: str


@dataclass(frozen=True)
class KeyGroup:
    """Keys under a heading."""

    label: str
    keys: tuple[Key, ...]


def of_page(request: HttpRequest) -> list[KeyGroup]:
    """What the keys do on this page, for this person; the page's own first."""
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    here = [key for key in shortcuts if name in key.pages]
    return _groups(here, getattr(request, "actor", NOBODY))


def of_all_pages(actor: Actor) -> list[KeyGroup]:
    """Everything there is, of the pages this person may open."""
    return _groups([key for key in shortcuts if key.pages and any(map(address, key.pages))], actor)


def _groups(of_pages: Iterable[Shortcut], actor: Actor) -> list[KeyGroup]:
    places: dict[str, list[Key]] = {}
    for key in [*of_pages, *(key for key in shortcuts if not key.pages)]:
        places.setdefault(str(key.place), []).append(Key(key.keys, str(key.label)))
    groups = [KeyGroup(place, tuple(found)) for place, found in places.items()]
    groups += [KeyGroup(_("Go to"), _of(nav_items, actor)), KeyGroup(_("Create"), _of(quick_create, actor))]
    return [group for group in groups if group.keys]


def _of(items: Iterable[NavItem], actor: Actor) -> tuple[Key, ...]:
    found = (item for item in items if item.shortcut and actor.may(item.permission) and address(item.url_name))
    return tuple(Key(item.shortcut, str(item.label)) for item in found)
