"""Nobody stays signed in at a desk they have left."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.staff import limits
from clinics.staff.actions import sign_ins
from clinics.staff.actors import actor_of
from clinics.staff.sessions import BEGAN, SEEN

NOTED_EVERY = 60
UNATTENDED = "X-Unattended"
LIVE = "/live/"


class IdleMiddleware:
    """End a session after the policy's idle minutes, and after its hours in any case.

    Only what a person does is a sign of life. What an open page asks by itself (the live channel, and
    whatever comes with the header X-Unattended) is answered while the session lasts and does not
    prolong it. Such a request does not end the session either: the next thing the person does will,
    and is told why.

    A session's last sign of life is written at most once a minute, and the policy is read then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now = int(request.at.timestamp())  # type: ignore[attr-defined]
        request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        if now - seen < NOTED_EVERY:
            return
        reason = over(request.session, now=now)
        if is_unattended(request):
            if reason:
                _forget(request)
        elif reason:
            _end(request, reason)
        else:
            request.session[SEEN] = now


def is_unattended(request: HttpRequest) -> bool:
    """Whether the page asks by itself. Whoever says so without need only shortens their own session."""
    looks = request.path == reverse("staff:session") and request.method != "POST" if request.clinic else False  # type: ignore[attr-defined]
    return looks or UNATTENDED in request.headers or request.path.startswith(LIVE)


def over(session: SessionBase, *, now: int) -> str:
    """Why it is over now; empty while it goes on."""
    quiet, ends = limits.seconds_left(session, now=now)
    return "expired" if ends < 0 else "idle" if quiet < 0 else ""


def _end(request: HttpRequest, reason: str) -> None:
    sign_ins.note_sign_out(user=request.user, by=request.actor, at=request.at, reason=reason)  # type: ignore[attr-defined,arg-type]
    request.session.flush()
    _forget(request)
    sentences = {
        "expired": _("You were signed out, as happens after some hours. Please sign in again."),
        "idle": _("You were signed out because nothing happened for a while."),
    }
    messages.info(request, sentences[reason])


def _forget(request: HttpRequest) -> None:
    """Answer this request as one of somebody who is not signed in."""
    request.user = AnonymousUser()
    request.actor = actor_of(request.user, request.actor.origin)  # type: ignore[attr-defined]
