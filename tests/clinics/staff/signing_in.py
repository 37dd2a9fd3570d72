"""Steps of signing in, as a browser would post them."""

from __future__ import annotations

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.models import User
from tests.factories.staff import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str = SECRET, *, later: int = 0) -> str:
    """The six digits the app shows now, or some seconds later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time() + later) // 30))


def give_app(user: User, secret: str = SECRET) -> Authenticator:
    """A second factor for this person, in the current clinic."""
    return totp.TOTP.activate(user, secret).instance


def client_at(clinic: Clinic) -> Client:
    return Client(SERVER_NAME=clinic.canonical_host, HTTP_HOST=clinic.canonical_host)


def post_password(client: Client, email: str, password: str = PASSWORD, **extra):
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def shown_secret(page: str) -> str:
    """The secret that the page for setting up an app shows."""
    return re.search(r"data-secret>([A-Z2-7]{32})<", page).group(1)


def session_of(client: Client, clinic: Clinic) -> dict:
    with entering(clinic):
        return dict(client.session)
