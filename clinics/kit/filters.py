"""Filters of a list, by name: what is not known is refused, since leaving it out would show everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _


class UnknownFilter(BadRequest):
    """A filter was asked for that this list does not have; the answer is 400."""


def refuse_unknown(asked: Mapping[str, object], *, known: Iterable[str]) -> None:
    """Raise UnknownFilter for a name in the query that is not `known`."""
    if unknown := set(asked) - set(known):
        raise UnknownFilter(_("There is no filter “%(name)s”.") % {"name": min(unknown)})


def page_number(asked: Mapping[str, object], *, most: int = 99_999) -> int:
    """The page that was asked for, from 1; the first where none was. Raises Http404 for what is none."""
    text = str(asked.get("page", "1"))
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= most):
        raise Http404
    return int(text)


def page_of(rows: Any, asked: Mapping[str, object], *, size: int) -> Page[Any]:
    """The page of these rows that was asked for. Raises Http404 where there is none."""
    try:
        return Paginator(rows, size).page(page_number(asked))
    except EmptyPage as error:
        raise Http404 from error
