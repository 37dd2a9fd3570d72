"""What the frame around every page shows. Reads the request and the registries, never the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from clinics.home import brand, keys
from clinics.home.addresses import address
from clinics.home.registry import NavItem, Words, nav_items, quick_create, settings_sections
from clinics.kit import cookies
from clinics.kit.actor import NOBODY, Actor
from clinics.staff.permissions import label_of

ON_THE_BOTTOM_BAR = 3
THEMES = ("light", "dark")
ACCOUNT_PAGES = (
    ("staff:account", _("Account"), "user-circle"),
    ("account_change_password", _("Password"), "key"),
    ("mfa_index", _("Second factor"), "shield-check"),
    ("staff:sessions", _("Sessions"), "computer-desktop"),
    ("programs:index", _("Programs"), "device-phone-mobile"),
)


@dataclass(frozen=True)
class Link:
    """One address as the frame draws it."""

    label: Words
    url: str
    icon: str = ""
    shortcut: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class ClinicShown:
    """What the frame says of the clinic, and nothing that a kept drawing could outlive."""

    name: str


@dataclass(frozen=True)
class Person:
    """Who is signed in, as colleagues would say it."""

    name: str
    detail: str


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. What needs the actor waits until a template asks for it."""
    clinic = getattr(request, "clinic", None)
    nav = SimpleLazyObject(lambda: links(nav_items, request))
    account = SimpleLazyObject(lambda: account_links(request))
    return {
        "clinic": clinic,
        "clinic_shown": ClinicShown(clinic.name) if clinic else None,
        "theme": theme_of(request),
        "key_groups": SimpleLazyObject(lambda: keys.of_page(request)),
        "keyboard_url": address("home:keyboard"),
        "has_shortcuts": SimpleLazyObject(lambda: has_shortcuts(request)),
        "home_url": "/",
        "branding_url": address("home:branding", version=brand.version(clinic)) if clinic else "",
        "logo_url": address("home:logo", version=brand.version(clinic)) if clinic and clinic.logo else "",
        "search_url": address("home:search"),
        "visit": getattr(request, "visit", None),
        "sign_out_url": "" if getattr(request, "visit", None) else address("account_logout"),
        "language_url": address("set_language"),
        "languages": settings.LANGUAGES,
        "nav_items": nav,
        "bottom_items": SimpleLazyObject(lambda: nav[:ON_THE_BOTTOM_BAR]),
        "more_items": SimpleLazyObject(lambda: nav[ON_THE_BOTTOM_BAR:]),
        "quick_create": SimpleLazyObject(lambda: links(quick_create, request)),
        "person": SimpleLazyObject(lambda: person_of(_actor(request))),
        "person_links": account,
        "account_tabs": account,
    }


def links(items: Iterable[NavItem], request: HttpRequest) -> list[Link]:
    """The items this person may open and whose address exists on this host."""
    allowed = ((item, address(item.url_name)) for item in items if _actor(request).may(item.permission))
    found = [(item, url) for item, url in allowed if url]
    current = deepest(request.path, (url for _item, url in found))
    return [Link(str(item.label), url, item.icon, item.shortcut, url == current) for item, url in found]


@dataclass(frozen=True)
class SettingsLink(Link):
    detail: Words = ""


def settings_groups(request: HttpRequest) -> list[tuple[Words, list[SettingsLink]]]:
    """The pages of settings this person may open, under their headings, both in the registry's order."""
    groups: dict[str, tuple[Words, list[SettingsLink]]] = {}
    for section in settings_sections:
        url = address(section.url_name)
        if url and _actor(request).may(section.permission):
            link = SettingsLink(section.label, url, section.icon, detail=section.detail)
            groups.setdefault(str(section.group), (section.group, []))[1].append(link)
    return list(groups.values())


def is_within(path: str, url: str) -> bool:
    """Whether a page stands at or below an address; everything is below `/`, so that one must be exact."""
    return path == url or (url != "/" and path.startswith(url))


def deepest(path: str, urls: Iterable[str]) -> str:
    """The longest of the addresses that a page stands at or below, or nothing."""
    return max((url for url in urls if is_within(path, url)), key=len, default="")


def account_links(request: HttpRequest) -> list[Link]:
    """One's own pages."""
    if getattr(request, "visit", None):
        return []
    found = [(label, url, icon) for name, label, icon in ACCOUNT_PAGES if (url := address(name))]
    current = deepest(request.path, (url for _label, url, _icon in found))
    return [Link(str(label), url, icon, "", url == current) for label, url, icon in found]


def person_of(actor: Actor) -> Person:
    return Person(actor.name, ", ".join(label_of(role) for role in actor.roles))


def theme_of(request: HttpRequest) -> str:
    """The colours chosen on this device; empty means the device's own."""
    chosen = cookies.read(request, "theme")
    return chosen if chosen in THEMES else ""


def has_shortcuts(request: HttpRequest) -> bool:
    """Whether single keys act on pages; a person who speaks to their computer, or types by accident, turns it off."""
    return getattr(getattr(request, "user", None), "shortcuts", True)


def _actor(request: HttpRequest) -> Actor:
    return getattr(request, "actor", NOBODY)
