"""How long the session goes on, for the page that warns before it ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from clinics.staff import limits, second_factor
from clinics.staff.access import public, requires
from clinics.staff.permissions import Permission


@public("It tells how long one's own session lasts, and strangers that they have none")
def left(request: Any) -> HttpResponse:
    """Asking prolongs nothing; a person who wants to stay posts, which is a sign of life like any other."""
    if not request.user.is_authenticated:
        return JsonResponse({"who": ""})
    quiet, ends = limits.seconds_left(request.session, now=int(request.at.timestamp()))
    told = {"who": str(request.user.pk), "quiet": quiet, "ends": ends, "token": get_token(request)}
    return JsonResponse(told)


@requires(Permission.OWN_ACCOUNT)
@require_safe
def renewal(request: Any) -> HttpResponse:
    """To the page that asks for what renews a session: the factor of whoever needs one, else the password."""
    kinds = second_factor.kinds_of(request.user)
    asks = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn" if kinds else ""
    return redirect(f"{reverse(asks or 'account_reauthenticate')}?{urlencode({'next': reverse('staff:renewed')})}")


@requires(Permission.OWN_ACCOUNT)
@require_safe
def renewed(request: Any) -> HttpResponse:
    return render(request, "staff/session/renewed.html")
