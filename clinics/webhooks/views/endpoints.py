"""The programs that are told what happens here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask
from clinics.webhooks.actions import endpoints as actions
from clinics.webhooks.forms import EndpointForm
from clinics.webhooks.models import Endpoint
from clinics.webhooks.queries import deliveries, endpoints

LATEST = 10


@require_safe
@requires(Permission.WEBHOOK_VIEW)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "webhooks/endpoints/index.html", {"endpoints": endpoints.for_index()})


@requires(Permission.WEBHOOK_MANAGE, proof=Proof.RECENT)
def new(request: ClinicRequest) -> HttpResponse:
    """Ask where it is and what it hears of, then show its secret, once."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return _secret(request, added)
    context = {"form": form, "title": _("Add a webhook"), "back": reverse("webhooks:index")}
    return render(request, "webhooks/endpoints/form.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.WEBHOOK_VIEW)
def show(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    latest = [deliveries.shown(each) for each in deliveries.log(endpoint=endpoint.pk)[:LATEST]]
    context = {
        "endpoint": endpoint,
        "hears": [deliveries.label_of(kind) for kind in endpoint.kinds],
        "has_two_secrets": len(endpoint.secrets_at(request.at)) > 1,
        "latest": latest,
    }
    return render(request, "webhooks/endpoints/show.html", context)


@requires(Permission.WEBHOOK_MANAGE, proof=Proof.RECENT)
def edit(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    told = {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}
    form = EndpointForm(request.POST or None, initial=told)
    back = reverse("webhooks:endpoint", args=[endpoint.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(endpoint=endpoint, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {"form": form, "title": _("Change %(name)s") % {"name": endpoint}, "back": back, "endpoint": endpoint}
    return render(request, "webhooks/endpoints/form.html", context, status=422 if form.errors else 200)


@requires(Permission.WEBHOOK_MANAGE, proof=Proof.RECENT)
def secret(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    """Ask, then make a new secret and show it, once."""
    endpoint = _endpoint(endpoint_id)
    if request.method == "POST":
        return _secret(request, actions.renew_secret(endpoint=endpoint, by=request.actor, at=request.at))
    question = Question(
        title=_("Make a new secret for %(name)s?") % {"name": endpoint},
        text=_("For 24 hours each message is signed with both, so that the program can change over."),
        button=_("Make a new secret"),
        done="",
        back=reverse("webhooks:endpoint", args=[endpoint.pk]),
    )
    return render(request, "staff/confirmation/ask.html", {"question": question})


@require_POST
@requires(Permission.WEBHOOK_MANAGE)
def test(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    try:
        delivery = actions.test(endpoint=endpoint, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("webhooks:endpoint", endpoint_id=endpoint.pk)
    messages.success(request, _("A test event is on its way."))
    return redirect("webhooks:delivery", delivery_id=delivery.pk)


@requires(Permission.WEBHOOK_MANAGE)
def stop(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    question = Question(
        title=_("Stop %(name)s?") % {"name": endpoint},
        text=_("It is told nothing from now on, and what waits for it is not sent. What it misses can be sent later."),
        button=_("Stop it"),
        done=_("%(name)s is stopped.") % {"name": endpoint},
        back=reverse("webhooks:endpoint", args=[endpoint.pk]),
        is_dangerous=True,
    )
    return ask(request, question, lambda: actions.stop(endpoint=endpoint, by=request.actor, at=request.at))


@requires(Permission.WEBHOOK_MANAGE, proof=Proof.RECENT)
def resumption(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    question = Question(
        title=_("Tell %(name)s again?") % {"name": endpoint},
        text=_("It is told what happens from now on. Send it afterwards what it missed."),
        button=_("Tell it again"),
        done=_("%(name)s is told again.") % {"name": endpoint},
        back=reverse("webhooks:endpoint", args=[endpoint.pk]),
    )
    return ask(request, question, lambda: actions.resume(endpoint=endpoint, by=request.actor, at=request.at))


def _endpoint(endpoint_id: UUID) -> Endpoint:
    return get_object_or_404(endpoints.in_order(), pk=endpoint_id)


def _secret(request: ClinicRequest, endpoint: Endpoint) -> HttpResponse:
    return render(request, "webhooks/endpoints/secret.html", {"endpoint": endpoint})
