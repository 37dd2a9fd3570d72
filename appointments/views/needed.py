"""Appointments that stand in the way of a change of the settings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.actions import reading
from appointments.local_time import MIDNIGHT, day_of, moment
from appointments.models.appointment import AppointmentQuerySet
from appointments.queries import location_pages, needed
from appointments.queries.outside import outside_hours
from appointments.views.locations import above
from clinics.places.models import Location
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.CALENDAR_CONFIGURE, Permission.CALENDAR_VIEW)
def at_place(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """What is booked at a place, or in places in it, from today on."""
    place = get_object_or_404(location_pages.places(), pk=place_id)
    ids = location_pages.ids_within(place)
    found = needed.at_places(ids, since=moment(_today(request, place), MIDNIGHT, place.zone))
    return _list(request, found, place, str(place))


@require_safe
@requires(Permission.CALENDAR_CONFIGURE, Permission.CALENDAR_VIEW)
def with_equipment(request: ClinicRequest, equipment_id: UUID) -> HttpResponse:
    thing = get_object_or_404(location_pages.equipment(), pk=equipment_id)
    place = thing.location
    found = needed.using_equipment(thing, since=moment(_today(request, place), MIDNIGHT, place.zone))
    return _list(request, found, place, str(thing))


@require_safe
@requires(Permission.CALENDAR_CONFIGURE, Permission.CALENDAR_VIEW)
def outside_at(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """What is booked at a site when its provider does not work there."""
    site = location_pages.site_of(get_object_or_404(location_pages.places(), pk=place_id))
    page = needed.page_of(outside_hours(at_site=site, to=request.actor, at=request.at))
    return _page(request, page, site, _("Outside the hours at %(name)s") % {"name": site})


def _today(request: ClinicRequest, place: Location) -> date:
    return day_of(request.at, place.zone)


def _list(request: ClinicRequest, found: AppointmentQuerySet, place: Location, name: str) -> HttpResponse:
    page = needed.needed_page(found.visible_to(request.actor))
    return _page(request, page, location_pages.site_of(place), _("Booked with %(name)s") % {"name": name})


def _page(request: ClinicRequest, page: needed.NeededPage, site: Location, title: str) -> HttpResponse:
    reading.record_list(patients=page.people, by=request.actor, at=request.at)
    return render(request, "appointments/needed/index.html", {"page": page, "above": above(site), "title": title})
