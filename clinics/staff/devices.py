"""What a browser says of itself, in words its owner recognises. Only a hint: anyone may claim to be any browser."""

from __future__ import annotations

from django.utils.translation import gettext as _

LONGEST = 300  # letters kept of what a browser says
# Order counts: each of these also claims to be the ones below it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
HELD_IN_HAND = frozenset({"iPhone", "iPad", "Android"})


def words(agent: str) -> str:
    """Such as "Firefox on Windows"."""
    browser, system = _first(BROWSERS, agent), _first(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not recognise")


def is_held_in_hand(agent: str) -> bool:
    return _first(SYSTEMS, agent) in HELD_IN_HAND


def _first(signs: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in signs if sign in agent), "")
