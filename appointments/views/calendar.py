"""The calendar: a day by provider or by room, as a grid or as a list; weeks and months as overviews."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.actions import reading
from appointments.local_time import day_of
from appointments.queries.calendar import Setting, sites_in_use, steering
from appointments.queries.changes import has_changed_since
from appointments.queries.day import day_page
from appointments.queries.overview import month_page, week_page
from clinics.kit.dates import day_in, moment_in
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

CHOICES = {"view": ("day", "week", "month"), "by": ("provider", "room"), "show": ("grid", "list")}
OVERVIEWS = {"week": week_page, "month": month_page}


@requires(Permission.CALENDAR_VIEW)
@require_safe
@asks("view", "by", "show", "site", "day", "since")
def index(request: ClinicRequest) -> HttpResponse:
    setting = setting_of(request)
    if request.htmx and _nothing_new(request):
        return HttpResponse(status=204)
    view = _choice(request, "view")
    with timezone.override(setting.zone):
        return day(request, setting) if view == "day" else overview(request, setting, view)


def day(request: ClinicRequest, setting: Setting) -> HttpResponse:
    by, show = _choice(request, "by"), _choice(request, "show")
    page = day_page(setting, by=by, to=request.actor, with_cancelled=show == "list")
    reading.record_list(patients=page.shown_people, by=request.actor, at=request.at)
    template = "_day.html" if request.htmx else "day.html"
    steer = steering(setting, view="day", by=by, show=show)
    context = {"page": page, "setting": setting, "steer": steer, "show": show}
    return render(request, f"appointments/calendar/{template}", context)


def overview(request: ClinicRequest, setting: Setting, view: str) -> HttpResponse:
    page = OVERVIEWS[view](setting, to=request.actor)
    template = f"_{view}.html" if request.htmx else f"{view}.html"
    steer = steering(setting, view=view, by="provider", show="grid")
    return render(request, f"appointments/calendar/{template}", {"page": page, "setting": setting, "steer": steer})


def setting_of(request: ClinicRequest) -> Setting:
    """The site and day that were asked for, the first site and today without. 404 for a site that is not there."""
    sites = sites_in_use()
    wanted = request.GET.get("site", "")
    site = next((each for each in sites if not wanted or str(each.pk) == wanted), None)
    if site is None:
        raise Http404(_("There is no such site."))
    chosen = {name: _choice(request, name) for name in CHOICES}
    kept = {name: value for name, value in chosen.items() if value != CHOICES[name][0]}
    if wanted:
        kept["site"] = wanted
    return Setting(site, sites, day_in(request.GET.get("day", "")) or day_of(request.at, site.zone), request.at, kept)


def _choice(request: ClinicRequest, name: str) -> str:
    given = request.GET.get(name, "")
    return given if given in CHOICES[name] else CHOICES[name][0]


def _nothing_new(request: ClinicRequest) -> bool:
    """A page that asks whether something changed since it was drawn, and nothing has."""
    since = moment_in(request.GET.get("since", ""))
    return since is not None and not has_changed_since(since)
