"""When a location is open, and on which days it is not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.actions import providers
from appointments.forms.locations import ClosureForm
from appointments.forms.week import WeekForm, rearranged
from appointments.queries import location_pages
from appointments.queries.outside import outside_hours
from appointments.views.hours import warn_of
from appointments.views.locations import above, place_of
from appointments.views.sheet import Sheet, fill
from clinics.kit.refusal import Refusal
from clinics.places.actions import opening
from clinics.places.models import Location
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.CALENDAR_CONFIGURE)
def weekly(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """The editor of the opening hours. Its buttons add, remove and copy rows; only the last one saves."""
    site = _site(place_id)
    if request.method == "POST" and (changed := rearranged(request.POST)):
        return _editor(request, site, WeekForm(changed[0], sites=[site], focus=changed[1]))
    form = WeekForm(request.POST or None, sites=[site], hours=list(site.opening_hours.all()))
    if request.method == "POST" and form.is_valid():
        try:
            opening.set_hours(place=site, hours=form.cleaned_data["hours"], by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The opening hours are saved."))
            return _on(request, site)
    return _editor(request, site, form, status=422 if form.errors else 200)


@requires(Permission.CALENDAR_CONFIGURE)
def new_closure(request: ClinicRequest, place_id: UUID) -> HttpResponse:
    """A holiday, or an hour in which nobody works there."""
    site = _site(place_id)
    form = ClosureForm(request.POST or None)
    sheet = Sheet(
        title=_("Add closed days"),
        above=above(site),
        text=_("Nobody can be booked here then. What is booked already is shown next."),
        button=_("Save"),
        done=_("Saved."),
    )

    def save(**given: Any) -> object:
        return providers.add_exception(location=site, **given, by=request.actor, at=request.at)

    template = "appointments/opening/closure.html"
    return fill(request, form, sheet, save, template=template, go_on=lambda: _on(request, site))


@requires(Permission.CALENDAR_CONFIGURE)
def closure_removal(request: ClinicRequest, place_id: UUID, exception_id: UUID) -> HttpResponse:
    site = _site(place_id)
    closure = get_object_or_404(location_pages.closures_of(site), pk=exception_id)
    question = Question(
        title=_("Remove these closed days?"),
        text=_("The weekly hours of everybody who works here hold again."),
        button=_("Remove"),
        done=_("The weekly hours hold again."),
        back=reverse("settings:location", args=[site.pk]),
        is_dangerous=True,
    )
    return ask(
        request, question, lambda: providers.remove_exception(exception=closure, by=request.actor, at=request.at)
    )


def _site(place_id: UUID) -> Location:
    """A site; rooms and departments have no hours of their own."""
    place = place_of(place_id)
    if not place.is_site:
        raise Http404
    return place


def _on(request: ClinicRequest, site: Location) -> HttpResponse:
    """To the site's page; to what is booked there outside of the hours where there is such."""
    if warn_of(request, outside_hours(at_site=site, to=request.actor, at=request.at)):
        return redirect("settings:location_outside", site.pk)
    return redirect("settings:location", site.pk)


def _editor(request: ClinicRequest, site: Location, form: WeekForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "site": site, "above": above(site)}
    return render(request, "appointments/opening/weekly.html", context, status=status)
