"""The things that appointments need, where they stand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.actions import equipment
from appointments.forms.locations import ClosingForm, EquipmentForm
from appointments.local_time import day_of
from appointments.models import Equipment
from appointments.queries import location_pages
from appointments.views.locations import above
from appointments.views.sheet import Sheet, fill
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask

TEMPLATE = "appointments/equipment/form.html"


@requires(Permission.CALENDAR_CONFIGURE)
def new(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    place = get_object_or_404(location_pages.places(), pk=place_id)
    site = location_pages.site_of(place)
    form = EquipmentForm(
        request.POST or None,
        initial={"location": place.pk},
        among=location_pages.kept_in(site),
        kinds=location_pages.equipment_kinds(),
    )
    sheet = Sheet(title=_("Add equipment"), above=above(site), button=_("Add"), done=_("The equipment is added."))
    return fill(
        request,
        form,
        sheet,
        lambda **given: equipment.add(**given, by=request.actor, at=request.at),
        template=TEMPLATE,
    )


@requires(Permission.CALENDAR_CONFIGURE)
def edit(request: ClinicRequest, equipment_id: UUID) -> HttpResponse:
    thing = _thing(equipment_id)
    site = location_pages.site_of(thing.location)
    form = EquipmentForm(
        request.POST or None,
        initial={"name": thing.name, "kind": thing.kind, "location": thing.location_id},
        among=location_pages.kept_in(site),
        kinds=location_pages.equipment_kinds(),
    )
    sheet = Sheet(title=_("Change %(name)s") % {"name": thing}, above=above(site), button=_("Save"), done=_("Saved."))
    return fill(
        request,
        form,
        sheet,
        lambda **given: equipment.change(equipment=thing, **given, by=request.actor, at=request.at),
        template=TEMPLATE,
    )


@requires(Permission.CALENDAR_CONFIGURE)
def closing(request: ClinicRequest, equipment_id: UUID) -> HttpResponse:
    thing = _thing(equipment_id)
    form = ClosingForm(request.POST or None, initial={"closed_from": day_of(request.at, thing.location.zone)})
    sheet = Sheet(
        title=_("Take %(name)s out of use") % {"name": thing},
        above=above(location_pages.site_of(thing.location)),
        text=_("Nothing is booked with it from that day on. What was done with it stays."),
        button=_("Take out of use"),
        done=_("Saved: %(name)s is out of use from that day on.") % {"name": thing},
        is_dangerous=True,
    )
    return fill(
        request, form, sheet, lambda **given: equipment.close(equipment=thing, **given, by=request.actor, at=request.at)
    )


@requires(Permission.CALENDAR_CONFIGURE)
def reopening(request: ClinicRequest, equipment_id: UUID) -> HttpResponse:
    thing = _thing(equipment_id)
    question = Question(
        title=_("Use %(name)s again?") % {"name": thing},
        text=_("Appointments that need it can be booked with it from now on."),
        button=_("Use it again"),
        done=_("%(name)s is in use.") % {"name": thing},
        back=reverse("settings:location", args=[location_pages.site_of(thing.location).pk]),
    )
    return ask(request, question, lambda: equipment.reopen(equipment=thing, by=request.actor, at=request.at))


def _thing(equipment_id: UUID) -> Equipment:
    return get_object_or_404(location_pages.equipment(), pk=equipment_id)
