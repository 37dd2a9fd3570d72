"""The programs that may use this clinic's API."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.api.actions import clients
from clinics.api.forms import ClientForm
from clinics.api.models import ApiClient
from clinics.api.queries import client_page
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask


@require_safe
@requires(Permission.API_CLIENTS_MANAGE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "api/clients/index.html", {"clients": client_page.everyone(at=request.at)})


@requires(Permission.API_CLIENTS_MANAGE, proof=Proof.RECENT)
def new(request: ClinicRequest) -> HttpResponse:
    """Ask what it may, then show its secret, once."""
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = clients.make(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return _secret(request, made)
    return render(request, "api/clients/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@requires(Permission.API_CLIENTS_MANAGE)
def show(request: ClinicRequest, client_id: str) -> HttpResponse:
    client = _client(client_id)
    context = {"shown": client_page.of(client, at=request.at), "base_url": request.clinic.base_url}
    return render(request, "api/clients/show.html", context)


@requires(Permission.API_CLIENTS_MANAGE, proof=Proof.RECENT)
def secret(request: ClinicRequest, client_id: str) -> HttpResponse:
    """Ask, then make a new secret and show it, once."""
    client = _client(client_id)
    if request.method == "POST":
        return _secret(request, clients.renew_secret(client=client, by=request.actor, at=request.at))
    question = Question(
        title=_("Make a new secret for %(name)s?") % {"name": client},
        text=_("The secret it has now, and every token it was given, stop working at once."),
        button=_("Make a new secret"),
        done="",
        back=reverse("api_clients:client", args=[client.pk]),
        is_dangerous=True,
    )
    return render(request, "staff/confirmation/ask.html", {"question": question})


@requires(Permission.API_CLIENTS_MANAGE)
def stop(request: ClinicRequest, client_id: str) -> HttpResponse:
    client = _client(client_id)
    question = Question(
        title=_("Stop %(name)s?") % {"name": client},
        text=_("It is out at once: its tokens end, and it gets no new ones until you let it in again."),
        button=_("Stop it"),
        done=_("%(name)s is stopped.") % {"name": client},
        back=reverse("api_clients:client", args=[client.pk]),
        is_dangerous=True,
    )
    return ask(request, question, lambda: clients.stop(client=client, by=request.actor, at=request.at))


@requires(Permission.API_CLIENTS_MANAGE, proof=Proof.RECENT)
def resumption(request: ClinicRequest, client_id: str) -> HttpResponse:
    client = _client(client_id)
    question = Question(
        title=_("Let %(name)s in again?") % {"name": client},
        text=_("It can ask for tokens with the secret it had."),
        button=_("Let it in"),
        done=_("%(name)s may connect again.") % {"name": client},
        back=reverse("api_clients:client", args=[client.pk]),
    )
    return ask(request, question, lambda: clients.resume(client=client, by=request.actor, at=request.at))


def _client(client_id: str) -> ApiClient:
    return get_object_or_404(client_page.all_clients(), pk=client_id)


def _secret(request: ClinicRequest, made: clients.Made) -> HttpResponse:
    context = {"made": made, "token_url": request.clinic.base_url + reverse("idp:oidc:token")}
    return render(request, "api/clients/secret.html", context)
