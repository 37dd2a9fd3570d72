"""The few tags templates need beyond Django's own: icons, captured markup, initials."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop
from heroicons.templatetags.heroicons import heroicon_mini, heroicon_outline

from clinics.home import drawing
from clinics.kit.actor import Actor

register = template.Library()


@register.simple_tag
def icon(name: str, variant: str = "mini") -> SafeString:
    """An inline drawing that says nothing to screen readers: put a word beside it."""
    return _drawing(name + "", variant + "")


@lru_cache(maxsize=512)
def _drawing(name: str, variant: str) -> SafeString:
    draw = heroicon_outline if variant == "outline" else heroicon_mini
    size = 24 if variant == "outline" else 20
    drawing = draw(name, size=size, **{"class": "icon", "focusable": "false", "aria-hidden": "true"})
    return SafeString(drawing)  # nosec B703  # a drawing of the package, by name


@register.simple_tag
def drawn(template_name: str, **inputs: object) -> SafeString:
    """`{% drawn "shell/rail.html" nav_items=nav_items %}`: an include of exactly these inputs, kept once drawn."""
    return drawing.drawn(template_name, **inputs)  # type: ignore[arg-type]


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """`{% capture as body %}…{% endcapture %}` hands markup to a component, or uses a block twice."""
    return SafeString(content.strip())  # nosec B703  # markup of our own template


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last word: "Ana María López" gives "AL"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


@register.filter
def split_keys(shortcut: str) -> list[str]:
    """The keys of a shortcut in order: "g c" gives ["g", "c"]."""
    return str(shortcut).split()


@register.filter
def at(items: Sequence[object], index: int) -> object:
    """The item at a position counted from 0."""
    return items[index]


@register.filter
def unlocalized(number: float) -> str:
    """A number as HTML attributes want it, whatever the language's separators."""
    return str(number)


@register.simple_tag
def when(moment: datetime, now: datetime) -> SafeString:
    """`{% when note.signed_at request.at %}`: as people say it, exact on hover and for machines."""
    local = localtime_of(moment)
    exact = written(local, "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, said(moment, now))


@register.simple_tag
def minutes_since(moment: datetime, now: datetime) -> SafeString:
    """`{% minutes_since arrived_at request.at %}`: "14 min", counted on in an open page by minutes.js."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    counted = format_html('<span data-minutes-since="{}">{}</span>', moment.isoformat(), minutes)
    return format_html(gettext("{minutes} min"), minutes=counted)


def said(moment: datetime, now: datetime) -> str:
    """Minutes within the hour, the time within the day, then the date; in the active time zone."""
    minutes = round((moment - now).total_seconds() / 60)
    if minutes == 0:
        return gettext("now")
    if abs(minutes) < 60:
        words = gettext("in %(count)d min") if minutes > 0 else gettext("%(count)d min ago")
        return words % {"count": abs(minutes)}
    local = localtime_of(moment)
    days = (local.date() - localtime_of(now).date()).days
    if days not in NEAR:
        return written(local, "DATE_FORMAT")
    return gettext(NEAR[days]) % {"time": written(local, "TIME_FORMAT")}


NEAR = {
    -1: gettext_noop("yesterday, %(time)s"),
    0: gettext_noop("today, %(time)s"),
    1: gettext_noop("tomorrow, %(time)s"),
}


def written(local: datetime, form: str) -> str:
    """A moment by the language's format of this name. Lists say the same moments again and again: kept."""
    return _written(local.replace(second=0, microsecond=0, tzinfo=None), form, get_language())


@lru_cache(maxsize=8192)
def _written(local: datetime, form: str, _language: str | None) -> str:
    return date_format(local, form)


def localtime_of(moment: datetime) -> datetime:
    """In the zone the page is written in, which is the clinic's."""
    return moment.astimezone(timezone.get_current_timezone())


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """`{% if request.actor|may:"patient.register" %}`: whether to offer what only some may do."""
    return actor.may(permission)
