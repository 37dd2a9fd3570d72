"""Values of parameters, checked: what cannot be meant is refused, never passed over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from clinics.api.requests import ApiRequest
from clinics.kit.dates import day_in, moment_in


def one_of(request: ApiRequest, name: str, values: Collection[str]) -> str | None:
    """The value of a parameter that must be one of these; None when it was not sent."""
    value = request.query_params.get(name)
    if value is None or value in values:
        return value
    raise ValidationError({name: [_("Choose one of: %(values)s.") % {"values": ", ".join(values)}]}, code="unknown")


def identity(request: ApiRequest, name: str) -> UUID | None:
    value = request.query_params.get(name)
    if value is None:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise ValidationError({name: [_("Enter an id such as you were given.")]}, code="no_id") from error


def number(request: ApiRequest, name: str, *, otherwise: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    text = request.query_params.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) <= 7 and 1 <= int(text) <= most):
        raise ValidationError({name: [_("Enter a number from 1 to %(most)s.") % {"most": most}]}, code="out_of_range")
    return int(text)


def day(request: ApiRequest, name: str) -> date | None:
    value = request.query_params.get(name)
    if value is None:
        return None
    found = day_in(value)
    if found is None:
        raise ValidationError({name: [_("Enter a day such as 2026-11-02.")]}, code="no_day")
    return found


def moment(request: ApiRequest, name: str) -> datetime | None:
    """An instant with its offset, or a day, which means its beginning in UTC."""
    value = request.query_params.get(name)
    if value is None:
        return None
    if found := moment_in(value.replace(" ", "+")):
        return found.astimezone(UTC)
    if begins := day_in(value):
        return datetime(begins.year, begins.month, begins.day, tzinfo=UTC)
    raise ValidationError(
        {name: [_("Enter a moment such as 2026-11-02T09:30:00Z, or a day such as 2026-11-02.")]}, code="no_moment"
    )
