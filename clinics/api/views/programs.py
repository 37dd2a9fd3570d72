"""The programs that one lets in, and sending them away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.api.actions import program_sessions
from clinics.api.queries import own_programs
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.OWN_ACCOUNT)
@require_safe
def index(request: Any) -> HttpResponse:
    found = own_programs.of(request.user, at=request.at)
    return render(request, "api/programs/index.html", {"programs": found, "at": request.at})


@requires(Permission.OWN_ACCOUNT)
def ending(request: Any, client_id: str) -> HttpResponse:
    client = own_programs.program(client_id)
    is_let_in = any(each.client_id == client_id for each in own_programs.of(request.user, at=request.at))
    if client is None or (request.method != "POST" and not is_let_in):
        raise Http404
    question = Question(
        title=_("Send %(name)s away?") % {"name": client},
        text=_("It can do nothing more for you from this moment. It has to ask you again before it can."),
        button=_("Send it away"),
        done=_("%(name)s can do nothing more for you.") % {"name": client},
        back=reverse("programs:index"),
    )
    return ask(
        request,
        question,
        lambda: program_sessions.end_of_program(client=client, user=request.user, by=request.actor, at=request.at),
    )
