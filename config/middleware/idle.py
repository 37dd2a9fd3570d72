"""Nobody stays signed in at a desk they have left."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from clinics.staff.actions import sign_ins
from clinics.staff.models import Policy

SEEN, BEGAN = "seen_at", "began_at"
NOTED_EVERY = 60


class IdleMiddleware:
    """End a session after the policy's idle minutes, and after a day's work in any case.

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
        began = request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        if now - seen < NOTED_EVERY:
            return
        if now - began > settings.SESSION_COOKIE_AGE:
            self._end(request, "expired", _("You were signed out, as happens once a day. Please sign in again."))
        elif now - seen > Policy.objects.current().idle_minutes * 60:
            self._end(request, "idle", _("You were signed out because nothing happened for a while."))
        else:
            request.session[SEEN] = now

    def _end(self, request: HttpRequest, reason: str, sentence: str) -> None:
        sign_ins.note_sign_out(user=request.user, by=request.actor, at=request.at, reason=reason)  # type: ignore[attr-defined,arg-type]
        request.session.flush()
        request.user = AnonymousUser()
        messages.info(request, sentence)
