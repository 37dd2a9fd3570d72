"""Time zones to choose from, as people know them: by city, under the part of the world, with what the clock shows."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}
Group = tuple[str, list[tuple[str, str]]]


def choices(*, on: date, known: str = "") -> list[Group | tuple[str, str]]:
    """For a select: cities by region with the offset of that day; a `known` zone of another name stands first."""
    groups = _choices(get_language() or "en", on)
    offered = {name for _region, zones in groups for name, _label in zones}
    first = [(known, known)] if known and known not in offered else []
    return [*first, *groups]


def label(zone: str, *, on: date) -> str:
    """The city and its offset: "New York (UTC-05:00)"."""
    return f"{_city(zone, _locale(get_language() or 'en'))} ({offset(zone, on)})"


def offset(zone: str, on: date) -> str:
    """How far the zone's noon of that day is from UTC: "UTC+05:30"."""
    apart = datetime.combine(on, time(12), tzinfo=ZoneInfo(zone)).utcoffset()
    minutes = int(apart.total_seconds() // 60) if apart else 0
    sign = "+" if minutes >= 0 else "\u2212"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def known() -> frozenset[str]:
    """The names of all time zones; Python looks through the folders of the machine for them each time."""
    return frozenset(available_timezones())


@lru_cache(maxsize=8)
def _choices(language: str, on: date) -> list[Group]:
    locale, by_region = _locale(language), {str(label): region for region, label in REGIONS.items()}
    found: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in get_global("zone_territories").keys() & known():
        region = name.partition("/")[0]
        if region in found:
            found[region].append((name, f"{_city(name, locale)} ({offset(name, on)})"))
    return [(title, sorted(found[by_region[title]], key=lambda each: each[1])) for title in sorted(by_region)]


def _city(zone: str, locale: Locale) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
