"""What a browser forgets when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from clinics.events.live import look_again_at

LEFT = '"cache", "storage"'
ENDED = '"cache"'


class FarewellMiddleware:
    """Whoever signs out leaves nothing behind: no page to go back to, nothing that scripts kept.

    A session that ended otherwise leaves what its person had typed: they come back to it, and another person's page
    removes it (autosave.js). It stands inside IdleMiddleware, whose ends are such ones.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_in = request.user.is_authenticated
        who = request.user.pk
        has_ended = not was_in and _held_somebody(request)
        answer = self.get_response(request)
        if was_in and SESSION_KEY not in request.session:
            answer.headers["Clear-Site-Data"] = LEFT
            look_again_at(who)  # only now is the session gone
        elif has_ended:
            answer.headers["Clear-Site-Data"] = ENDED
        return answer


def _held_somebody(request: HttpRequest) -> bool:
    """Whether the browser brings a session that is no more, or whose person is not let in any more."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(key) and (request.session.session_key != key or SESSION_KEY in request.session)
