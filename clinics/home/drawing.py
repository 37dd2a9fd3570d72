"""Parts of pages that are drawn once for the same inputs and kept: the frame, which every page has, a day's cards.

What is kept depends on the clinic, the inputs and the language alone, so it never grows stale, and no clinic is shown
what was drawn for another. A page's own token and path are put in afterwards.
"""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from clinics.kit.current import current_schema

MOST = 4_000  # drawings: a few dozen of some kilobytes for the frame, the rest cards of a day of some hundred bytes
CSRF, PATH = "csrf-token-of-the-page", "path-of-the-page"  # letters that escaping leaves alone


def drawn(template: str, *, csrf: object = "", path: str = "", **inputs: Any) -> SafeString:
    """The template with these inputs, which must be values that stay as they are: text, numbers, frozen objects."""
    given = tuple((name, _frozen(value)) for name, value in inputs.items())
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn  # while somebody edits templates
    text = draw(template, current_schema(), get_language(), given)
    if csrf:
        text = text.replace(CSRF, str(csrf)).replace(PATH, conditional_escape(path))
    return SafeString(text)  # nosec B703  # drawn by a template, which escaped its inputs


@lru_cache(maxsize=MOST)
def _drawn(template: str, _schema: str | None, _language: str | None, given: tuple[tuple[str, Any], ...]) -> str:
    return render_to_string(template, {**dict(given), "csrf_token": CSRF, "path": PATH})


def _frozen(value: Any) -> Any:
    """The value itself: a lazy one would keep its request alive, a list may change."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return copy(value) if type(value) is SimpleLazyObject else value
