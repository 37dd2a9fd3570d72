"""Parts of the frame that are drawn once for the same inputs and kept, since every page has them.

What is kept depends on the inputs and the language alone, so it never grows stale. A page's own token and path
are put in afterwards.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1_000  # drawings of some kilobytes each; a clinic's roles, pages and people make a few dozen
CSRF, PATH = "csrf-token-of-the-page", "path-of-the-page"  # letters that escaping leaves alone

_kept: dict[tuple[Any, ...], str] = {}


def drawn(template: str, *, csrf: object = "", path: str = "", **inputs: Any) -> SafeString:
    """The template with these inputs, which must be values that stay as they are: text, numbers, frozen objects."""
    given = {name: _frozen(value) for name, value in inputs.items()}
    key = (template, get_language(), *given.items())
    text = _kept.get(key)
    if text is None:
        text = render_to_string(template, {**given, "csrf_token": CSRF, "path": PATH})
        if len(_kept) >= MOST:
            _kept.clear()
        if not settings.DEBUG:  # while somebody edits templates
            _kept[key] = text
    if csrf:
        text = text.replace(CSRF, str(csrf)).replace(PATH, conditional_escape(path))
    return SafeString(text)


def _frozen(value: Any) -> Any:
    """The value itself: a lazy one would keep its request alive, a list may change."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return copy(value) if type(value) is SimpleLazyObject else value
