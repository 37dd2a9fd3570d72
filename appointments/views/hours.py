"""The weekly hours of a provider and the exceptions to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.actions import providers
from appointments.forms.providers import ExceptionForm
from appointments.forms.week import ProviderWeekForm, rearranged
from appointments.models import Appointment, Provider, WeeklyHours
from appointments.queries import provider_pages
from appointments.queries.outside import outside_hours
from appointments.views.providers import above, found
from appointments.views.sheet import Sheet, fill
from clinics.kit.refusal import Refusal, tell
from clinics.places.models import Location
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.CALENDAR_CONFIGURE)
def weekly(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    """The editor of a week. Its buttons add, remove and copy rows; only the last one saves."""
    provider = found(provider_id)
    today = provider_pages.today_here(request.at)
    hours = provider_pages.hours_on(provider, today)
    sites = _sites(hours)
    if request.method == "POST" and (changed := rearranged(request.POST)):
        form = ProviderWeekForm(changed[0], sites=sites, focus=changed[1])
        return _editor(request, provider, form)
    form = ProviderWeekForm(request.POST or None, sites=sites, hours=hours, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            providers.set_weekly_hours(provider=provider, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The hours are saved."))
            return _on(request, provider)
    return _editor(request, provider, form, status=422 if form.errors else 200)


@requires(Permission.CALENDAR_CONFIGURE)
def new_exception(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    provider = found(provider_id)
    form = ExceptionForm(request.POST or None, sites=provider_pages.sites())
    sheet = Sheet(title=_("Absence or extra hours"), above=above(provider), button=_("Save"), done=_("Saved."))

    def save(**given: Any) -> object:
        return providers.add_exception(provider=provider, **given, by=request.actor, at=request.at)

    return fill(
        request,
        form,
        sheet,
        save,
        template="appointments/hours/exception.html",
        go_on=lambda: _on(request, provider),
    )


@requires(Permission.CALENDAR_CONFIGURE)
def exception_removal(request: ClinicRequest, provider_id: UUID, exception_id: UUID) -> HttpResponse:
    provider = found(provider_id)
    exception = get_object_or_404(provider_pages.exceptions_of(provider), pk=exception_id)
    question = Question(
        title=_("Remove this exception?"),
        text=_("The weekly hours of %(name)s hold again on these days.") % {"name": provider},
        button=_("Remove"),
        done=_("The weekly hours hold again."),
        back=reverse("settings:provider", args=[provider.pk]),
        is_dangerous=True,
    )
    return ask(
        request, question, lambda: providers.remove_exception(exception=exception, by=request.actor, at=request.at)
    )


def _on(request: ClinicRequest, provider: Provider) -> HttpResponse:
    """To the provider's page; to what is booked outside of the hours where there is such."""
    if warn_of(request, outside_hours(of=provider, to=request.actor, at=request.at)):
        return redirect("settings:provider_outside", provider.pk)
    return redirect("settings:provider", provider.pk)


def warn_of(request: ClinicRequest, outside: Sequence[Appointment]) -> bool:
    """Say how many appointments fall outside the hours now; whether there are any."""
    if outside:
        warning = ngettext(
            "%(count)d booked appointment falls outside the hours now. Move it or call the patient.",
            "%(count)d booked appointments fall outside the hours now. Move them or call the patients.",
            len(outside),
        )
        messages.warning(request, warning % {"count": len(outside)})
    return bool(outside)


def _sites(hours: Sequence[WeeklyHours]) -> list[Location]:
    """Where hours can be: sites in use, and those where they are now."""
    sites = list(provider_pages.sites())
    known = {each.pk for each in sites}
    return sites + list({each.location_id: each.location for each in hours if each.location_id not in known}.values())


def _editor(request: ClinicRequest, provider: Provider, form: ProviderWeekForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "provider": provider, "above": above(provider)}
    return render(request, "appointments/hours/weekly.html", context, status=status)
