"""The second factor: who has shown it, and what stays closed until then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from clinics.staff import second_factor
from clinics.staff.access import Stage
from config.access import rule_for
from config.middleware.departures import leave_for


class SecondFactorMiddleware:
    """Answer django-otp's question `request.user.is_verified()`, and lead people to their factor.

    Whoever needs a factor and has none can reach nothing but the pages that set one up; whoever
    has one and did not show it in this session, nothing but the page that asks for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleLazyObject(partial(_answering, request, request.user))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule = rule_for(view)
        if rule is None or rule.opens_at is Stage.ALWAYS:
            return None
        user: Any = request.user
        if not user.is_authenticated or user.is_verified() or not second_factor.is_required_of(user):
            return None
        stage = Stage.SHOWING if second_factor.is_set_up_by(user) else Stage.SETTING_UP
        if rule.opens_at is stage:
            return None
        return leave_for(request, address_of(stage, request))


def address_of(stage: Stage, request: HttpRequest) -> str:
    if stage is Stage.SETTING_UP:
        return reverse("second_factor")
    kinds = second_factor.kinds_of(request.user)  # type: ignore[arg-type]
    page = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"
    back = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse(page)}?{urlencode({'next': back})}"


def _answering(request: HttpRequest, user: Any) -> Any:
    user.is_verified = partial(second_factor.was_shown_in, request, user)
    return user
