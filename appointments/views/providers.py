"""Who can be booked, and when they work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.actions import providers, reading
from appointments.forms.providers import ProviderForm
from appointments.models import Provider
from appointments.queries import needed, provider_pages
from appointments.queries.outside import outside_hours
from appointments.views.sheet import Crumb, Sheet, fill
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask

KNOWN = ("user", "name", "title", "tone", "usual_room", "order")


@require_safe
@requires(Permission.CALENDAR_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "appointments/providers/index.html", {"lines": provider_pages.lines(at=request.at)})


@require_safe
@requires(Permission.CALENDAR_CONFIGURE)
def show(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    page = provider_pages.provider_page(found(provider_id), to=request.actor, at=request.at)
    context = {"page": page, "provider": page.provider, "above": [all_of_them()]}
    return render(request, "appointments/providers/show.html", context)


@requires(Permission.CALENDAR_CONFIGURE)
def new(request: ClinicRequest) -> HttpResponse:
    form = ProviderForm(request.POST or None, among=provider_pages.colleagues(), rooms=provider_pages.rooms())
    sheet = Sheet(
        title=_("Add a provider"),
        above=[all_of_them()],
        button=_("Add"),
        done=_("The provider is added. Say when they work, so that they can be booked."),
    )
    return fill(request, form, sheet, lambda **given: providers.add(**given, by=request.actor, at=request.at))


@requires(Permission.CALENDAR_CONFIGURE)
def edit(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    provider = found(provider_id)
    form = ProviderForm(
        request.POST or None,
        initial={name: getattr(provider, name) for name in KNOWN},
        among=provider_pages.colleagues(besides=provider),
        rooms=provider_pages.rooms(),
    )
    sheet = Sheet(
        title=_("Change %(name)s") % {"name": provider}, above=above(provider), button=_("Save"), done=_("Saved.")
    )
    return fill(
        request,
        form,
        sheet,
        lambda **given: providers.change(provider=provider, **given, by=request.actor, at=request.at),
    )


@requires(Permission.CALENDAR_CONFIGURE)
def retirement(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    provider = found(provider_id)
    question = Question(
        title=_("No longer book %(name)s?") % {"name": provider},
        text=_(
            "Nothing new is booked with them from now on; what was stays theirs. To stop on a later day, set empty "
            "weekly hours from that day on."
        ),
        button=_("No longer book"),
        done=_("%(name)s is no longer booked.") % {"name": provider},
        back=reverse("settings:provider", args=[provider.pk]),
        is_dangerous=True,
    )
    return ask(request, question, lambda: providers.retire(provider=provider, by=request.actor, at=request.at))


@requires(Permission.CALENDAR_CONFIGURE)
def return_(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    provider = found(provider_id)
    question = Question(
        title=_("Book %(name)s again?") % {"name": provider},
        text=_("They can be booked within their hours from now on."),
        button=_("Book again"),
        done=_("%(name)s can be booked.") % {"name": provider},
        back=reverse("settings:provider", args=[provider.pk]),
    )
    return ask(
        request,
        question,
        lambda: providers.change(provider=provider, is_active=True, by=request.actor, at=request.at),
    )


@require_safe
@requires(Permission.CALENDAR_CONFIGURE, Permission.CALENDAR_VIEW)
def booked(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    """All that is booked with them from now on."""
    provider = found(provider_id)
    page = needed.needed_page(needed.with_provider(provider, since=request.at).visible_to(request.actor))
    return _listed(request, provider, page, _("Booked with %(name)s") % {"name": provider})


@require_safe
@requires(Permission.CALENDAR_CONFIGURE, Permission.CALENDAR_VIEW)
def outside(request: ClinicRequest, provider_id: UUID) -> HttpResponse:
    """What is booked with them when they no longer work."""
    provider = found(provider_id)
    page = needed.page_of(outside_hours(of=provider, to=request.actor, at=request.at))
    return _listed(request, provider, page, _("Outside the hours of %(name)s") % {"name": provider})


def _listed(request: ClinicRequest, provider: Provider, page: needed.NeededPage, title: str) -> HttpResponse:
    reading.record_list(patients=page.people, by=request.actor, at=request.at)
    context = {"page": page, "above": above(provider), "title": title}
    return render(request, "appointments/needed/index.html", context)


def found(provider_id: UUID) -> Provider:
    return get_object_or_404(provider_pages.providers(), pk=provider_id)


def all_of_them() -> Crumb:
    return Crumb(_("Providers"), reverse("settings:providers"))


def above(provider: Provider) -> list[Crumb]:
    return [all_of_them(), Crumb(provider.name, reverse("settings:provider", args=[provider.pk]))]
