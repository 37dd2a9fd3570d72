"""The few tags templates need beyond Django's own: icons, captured markup, initials."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_mini, heroicon_outline

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
    return SafeString(drawing)


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """`{% capture as body %}…{% endcapture %}` hands markup to a component, or uses a block twice."""
    return SafeString(content.strip())


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
