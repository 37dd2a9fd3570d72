"""Who can be booked, where and for what, and when they are free."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from appointments.api import shapes
from appointments.local_time import day_of
from appointments.models import AppointmentType, Provider
from appointments.queries.openings import LATEST, openings
from clinics.api import filters, pages
from clinics.api.endpoint import Endpoint
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.places.models import Location
from clinics.staff.permissions import Permission

REQUIRED = _("Choose one of those that exist and are in use.")


class Providers(Endpoint):
    @operation("List providers", needs=Permission.CALENDAR_VIEW, gives=shapes.ProviderRecord, many=True)
    def get(self, request: ApiRequest) -> Response:
        return pages.answer(request, pages.page_of(request, Provider.objects.in_order()), shapes.provider)


class Locations(Endpoint):
    @operation("List locations", needs=Permission.CALENDAR_VIEW, gives=shapes.LocationRecord, many=True)
    def get(self, request: ApiRequest) -> Response:
        return pages.answer(
            request,
            pages.page_of(request, Location.objects.in_order().prefetch_related("opening_hours")),
            shapes.location,
        )


class AppointmentTypes(Endpoint):
    @operation("List appointment types", needs=Permission.CALENDAR_VIEW, gives=shapes.TypeRecord, many=True)
    def get(self, request: ApiRequest) -> Response:
        return pages.answer(request, pages.page_of(request, AppointmentType.objects.in_order()), shapes.kind)


class Openings(Endpoint):
    @operation(
        "Find openings",
        needs=Permission.CALENDAR_VIEW,
        gives=shapes.Openings,
        parameters=(
            parameter("type", UUID, says="What for.", required=True),
            parameter("location", UUID, says="At which site.", required=True),
            parameter("provider", UUID, says="With whom; else with all who offer it."),
            parameter("from", says="From this moment or day on; else from now."),
            parameter("days", int, says="Over how many days: 1 to 62, or 14."),
            parameter("limit", int, says=f"At most how many: 1 to {LATEST}, or 12."),
        ),
        says="The soonest first, as the calendar stands; booking one may still find it taken.",
    )
    def get(self, request: ApiRequest) -> Response:
        kind = _one(request, "type", AppointmentType)
        place = _one(request, "location", Location)
        provider = _one(request, "provider", Provider) if "provider" in request.query_params else None
        begin = max(filters.moment(request, "from") or request.at, request.at)
        found = openings(
            type=kind,
            location=place,
            first_day=day_of(begin, place.zone),
            at=begin,
            days=filters.number(request, "days", otherwise=14, most=62),
            limit=filters.number(request, "limit", otherwise=12, most=LATEST),
            providers=[provider] if provider else (),
        )
        return Response({"results": [shapes.opening(each) for each in found]})


def _one(request: ApiRequest, name: str, model: Any) -> Any:
    """The row that a parameter names. Raises ValidationError."""
    identity = filters.identity(request, name)
    found = model.objects.filter(pk=identity, is_active=True).first() if identity else None
    if found is None:
        raise ValidationError({name: [REQUIRED]}, code="unknown")
    return found
