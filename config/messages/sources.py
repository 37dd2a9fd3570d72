"""Every translatable string of the source tree, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_javascript, extract_python
from django.utils.translation.template import templatize

FOLDERS = ("config", "clinics", "patients", "appointments", "billing", "templates")
LEFT_OUT = frozenset({"__pycache__", "migrations", "locale", "vendor"})

KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators",)


class Found(NamedTuple):
    """One use of a message: `text` is its singular, or singular and plural."""

    text: str | tuple[str, str]
    context: str | None
    path: str
    comments: tuple[str, ...]


def find(root: Path) -> Iterator[Found]:
    """Read all sources below the root, in a fixed order."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in READERS and not LEFT_OUT.intersection(path.relative_to(root).parts):
                yield from read(path, path.relative_to(root).as_posix())


def read(path: Path, name: str) -> Iterator[Found]:
    """The messages of one file; `name` is how catalogues speak of it."""
    for _, function, texts, comments in READERS[path.suffix](path.read_text(encoding="utf-8"), name):
        message = _message(function, texts)
        if message is not None:
            yield Found(*message, name, tuple(comments))


def _python(source: str, name: str) -> Iterator[tuple]:
    return extract_python(BytesIO(source.encode()), KEYWORDS, COMMENTS, {"encoding": "utf-8"})


def _template(source: str, name: str) -> Iterator[tuple]:
    # What templatize leaves has Python's tokens but not its layout: inside brackets layout is free.
    return _python(f"(\n{templatize(source, origin=name)}\n)", name)


def _script(source: str, name: str) -> Iterator[tuple]:
    return extract_javascript(BytesIO(source.encode()), KEYWORDS, COMMENTS, {"encoding": "utf-8"})


READERS = {".py": _python, ".html": _template, ".txt": _template, ".js": _script}


def _message(function: str, texts: object) -> tuple[str | tuple[str, str], str | None] | None:
    """Sort the arguments of a call into text and context; `None` when they are not all literals."""
    given = texts if isinstance(texts, tuple) else (texts,)
    places = KEYWORDS[function] or (1,)
    context: str | None = None
    parts: list[str] = []
    for place in places:
        is_context = isinstance(place, tuple)
        index = (place[0] if isinstance(place, tuple) else place) - 1
        value = given[index] if index < len(given) else None
        if not isinstance(value, str) or not value:
            return None
        if is_context:
            context = value
        else:
            parts.append(value)
    return (parts[0] if len(parts) == 1 else (parts[0], parts[1])), context
