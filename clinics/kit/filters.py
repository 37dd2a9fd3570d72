"""Filters of a list, by name: what is not known is refused, since leaving it out would show everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _


class UnknownFilter(BadRequest):
    """A filter was asked for that this list does not have; the answer is 400."""


def refuse_unknown(asked: Mapping[str, object], *, known: Iterable[str]) -> None:
    """Raise UnknownFilter for a name in the query that is not `known`."""
    if unknown := set(asked) - set(known):
        raise UnknownFilter(_("There is no filter “%(name)s”.") % {"name": min(unknown)})
