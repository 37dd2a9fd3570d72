"""Where the clinic works: its sites, their departments and rooms; added, changed, closed, never deleted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.forms.locations import ClosingForm, PlaceForm, RoomForm, SiteForm
from appointments.local_time import day_of
from appointments.queries import location_pages
from appointments.views.sheet import Crumb, Sheet, fill
from clinics.kit.current import current_clinic
from clinics.places.actions import closing as closings
from clinics.places.actions import locations
from clinics.places.models import Location, LocationKind
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask

LAST = {"order": 100}


@require_safe
@requires(Permission.CALENDAR_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "appointments/locations/index.html", {"sites": location_pages.sites_shown(at=request.at)})


@require_safe
@requires(Permission.CALENDAR_CONFIGURE)
def show(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """A site with all that is in it; a place in it leads there."""
    place = place_of(place_id)
    site = location_pages.site_of(place)
    if place != site:
        return redirect("settings:location", site.pk)
    context = {"page": location_pages.site_shown(site, to=request.actor, at=request.at), "above": [_all()]}
    return render(request, "appointments/locations/show.html", context)


@requires(Permission.CALENDAR_CONFIGURE)
def new(request: ClinicRequest) -> HttpResponse:
    zone = current_clinic().time_zone
    initial = {**LAST, "time_zone": zone}
    form = SiteForm(request.POST or None, initial=initial, today=request.at.date(), zone=zone)
    sheet = Sheet(
        title=_("Add a location"),
        above=[_all()],
        button=_("Add"),
        done=_("The location is added. Put its rooms in, and give the providers hours there."),
    )
    return fill(
        request,
        form,
        sheet,
        lambda **given: locations.add(kind=LocationKind.SITE, **given, by=request.actor, at=request.at),
    )


@requires(Permission.CALENDAR_CONFIGURE)
def new_department(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    site = location_pages.site_of(place_of(place_id))
    sheet = Sheet(title=_("Add a department"), above=above(site), button=_("Add"), done=_("The department is added."))
    form = PlaceForm(request.POST or None, initial=LAST)
    return fill(
        request,
        form,
        sheet,
        lambda **given: locations.add(
            kind=LocationKind.DEPARTMENT, parent=site, **given, by=request.actor, at=request.at
        ),
    )


@requires(Permission.CALENDAR_CONFIGURE)
def new_room(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    place = place_of(place_id)
    site = location_pages.site_of(place)
    form = RoomForm(request.POST or None, initial={**LAST, "parent": place.pk}, among=location_pages.rooms_go_in(site))
    sheet = Sheet(title=_("Add a room"), above=above(site), button=_("Add"), done=_("The room is added."))
    return fill(
        request,
        form,
        sheet,
        lambda **given: locations.add(kind=LocationKind.ROOM, **given, by=request.actor, at=request.at),
    )


@requires(Permission.CALENDAR_CONFIGURE)
def edit(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    place = place_of(place_id)
    known = {name: getattr(place, name) for name in ("name", "address", "time_zone", "order")}
    form: PlaceForm = PlaceForm(request.POST or None, initial=known)
    if place.is_site:
        form = SiteForm(request.POST or None, initial=known, today=request.at.date(), zone=place.time_zone)
    sheet = Sheet(
        title=_("Change %(name)s") % {"name": place},
        above=above(location_pages.site_of(place)),
        button=_("Save"),
        done=_("Saved."),
    )
    return fill(
        request, form, sheet, lambda **given: locations.change(place=place, **given, by=request.actor, at=request.at)
    )


@requires(Permission.CALENDAR_CONFIGURE)
def closing(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """Ask from which day on; what is booked there then has to go first."""
    place = place_of(place_id)
    form = ClosingForm(request.POST or None, initial={"closed_from": day_of(request.at, place.zone)})
    sheet = Sheet(
        title=_("Close %(name)s") % {"name": place},
        above=above(location_pages.site_of(place)),
        text=_("Nothing is booked there from that day on, nor in any place in it. What happened there stays."),
        button=_("Close"),
        done=_("Saved: %(name)s closes on that day.") % {"name": place},
        is_dangerous=True,
    )
    return fill(
        request, form, sheet, lambda **given: closings.close(place=place, **given, by=request.actor, at=request.at)
    )


@requires(Permission.CALENDAR_CONFIGURE)
def reopening(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    place = place_of(place_id)
    question = Question(
        title=_("Use %(name)s again?") % {"name": place},
        text=_("It can be booked from now on, and so can the places in it that closed on the same day."),
        button=_("Use it again"),
        done=_("%(name)s is in use.") % {"name": place},
        back=reverse("settings:location", args=[location_pages.site_of(place).pk]),
    )
    return ask(request, question, lambda: closings.reopen(place=place, by=request.actor, at=request.at))


def place_of(place_id: UUID) -> Location:
    return get_object_or_404(location_pages.places(), pk=place_id)


def _all() -> Crumb:
    return Crumb(_("Locations"), reverse("settings:locations"))


def above(site: Location) -> list[Crumb]:
    return [_all(), Crumb(site.name, reverse("settings:location", args=[site.pk]))]
