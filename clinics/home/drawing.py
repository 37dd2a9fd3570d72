"""Parts of pages that are drawn once for the same inputs and kept: the frame, which every page has, a day's grid.

What is kept depends on the clinic, the inputs and the language alone, so it never grows stale, and no clinic is shown
what was drawn for another. A page's own token and path are put in afterwards.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from copy import copy
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from clinics.kit.current import current_schema

MOST = 4_000_000  # characters: a few dozen drawings of the frame, some dozen days, and cards of some hundred each
CSRF, PATH = "csrf-token-of-the-page", "path-of-the-page"  # letters that escaping leaves alone
OF_THE_PAGE = {"csrf_token": CSRF, "path": PATH}


def drawn(template: str, *, csrf: object = "", path: str = "", **inputs: Any) -> SafeString:
    """The template with these inputs, which must be values that stay as they are: text, numbers, frozen objects."""
    given = tuple((name, _frozen(value)) for name, value in inputs.items())
    key = (template, current_schema(), get_language(), given)
    text = kept.get(key)
    if text is None:
        text = render_to_string(template, {name: copy(value) for name, value in given} | OF_THE_PAGE)
        if not settings.DEBUG:  # while somebody edits templates
            kept.put(key, text)
    if csrf:
        text = text.replace(CSRF, str(csrf)).replace(PATH, conditional_escape(path))
    return SafeString(text)  # nosec B703  # drawn by a template, which escaped its inputs


class Kept:
    """Drawings by what they were drawn from, up to so many characters; what was not asked for longest goes first.

    The inputs are kept as they came: what they work out while they are drawn, their copies work out.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held = 0
        self._texts: OrderedDict[Any, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Any) -> str | None:
        with self._lock:
            text = self._texts.get(key)
            if text is not None:
                self._texts.move_to_end(key)
        return text

    def put(self, key: Any, text: str) -> None:
        with self._lock:
            self._held += len(text) - len(self._texts.pop(key, ""))
            self._texts[key] = text
            while self._held > self.most:
                _key, gone = self._texts.popitem(last=False)
                self._held -= len(gone)

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self._held = 0

    def __len__(self) -> int:
        return len(self._texts)


kept = Kept(MOST)


def _frozen(value: Any) -> Any:
    """The value itself: a lazy one would keep its request alive, a list may change."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return copy(value) if type(value) is SimpleLazyObject else value
