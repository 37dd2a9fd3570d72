"""Where one is signed in, and ending it there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.staff import queries
from clinics.staff.access import requires
from clinics.staff.actions import sessions
from clinics.staff.permissions import Permission
from clinics.staff.sessions import handle_of
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.OWN_ACCOUNT)
@require_safe
def index(request: Any) -> HttpResponse:
    current = handle_of(request.session.session_key)
    found = queries.own_sessions(request.user, current=current, at=request.at)
    return render(request, "staff/sessions/index.html", {"sessions": found, "at": request.at})


@requires(Permission.OWN_ACCOUNT)
def ending(request: Any, handle: UUID) -> HttpResponse:
    if request.method != "POST" and not _shown(request, handle):
        raise Http404
    question = Question(
        title=_("End this session?"),
        text=_("Whoever uses that browser has to sign in again. What they typed and did not save is lost."),
        button=_("End session"),
        done=_("The session is ended."),
        back=reverse("staff:sessions"),
    )
    return ask(
        request, question, lambda: sessions.end(handle=handle, user=request.user, by=request.actor, at=request.at)
    )


@requires(Permission.OWN_ACCOUNT)
def ending_others(request: Any) -> HttpResponse:
    question = Question(
        title=_("End all other sessions?"),
        text=_("You stay signed in here. Every other browser has to sign in again."),
        button=_("End all others"),
        done=_("All other sessions are ended."),
        back=reverse("staff:sessions"),
    )
    kept = handle_of(request.session.session_key)
    return ask(
        request, question, lambda: sessions.end_others(kept=kept, user=request.user, by=request.actor, at=request.at)
    )


def _shown(request: Any, handle: UUID) -> bool:
    found = queries.own_sessions(request.user, current=handle_of(request.session.session_key), at=request.at)
    return any(each.handle == handle for each in found)
