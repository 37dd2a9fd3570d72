"""A provider that tells of signing out: it signs whatever notice a test makes up, with its own key."""

from __future__ import annotations

import time
import uuid
from typing import Any

import flask
import httpx
from django.test import Client

SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"
ADDRESS = "/accounts/provider/sign-out/"
signing_out = flask.Blueprint("signing_out", __name__)


@signing_out.post("/test/notices")
def _sign() -> str:
    from authlib.jose import jwt  # in the provider's process only
    from oidc_provider_mock._app import storage

    asked = flask.request.get_json()
    key = storage.jwk.as_dict(is_private=True)
    header = {"alg": "RS256", "kid": key["kid"], **asked["header"]}
    return str(jwt.encode(header, asked["claims"], key).decode())


def notice(
    provider: Any, client_id: str, *, typ: str | None = "logout+jwt", without: tuple[str, ...] = (), **said: Any
) -> str:
    """A logout token as the provider would send it, with what a test changes; `without` leaves claims out."""
    now = int(time.time())
    usual = {
        "iss": provider.issuer,
        "aud": client_id,
        "iat": now,
        "exp": now + 120,
        "jti": uuid.uuid4().hex,
        "events": {SIGNED_OUT: {}},
        **said,
    }
    claims = {name: value for name, value in usual.items() if name not in without}
    asked = {"claims": claims, "header": {"typ": typ}}
    return httpx.post(f"{provider.issuer}/test/notices", json=asked).raise_for_status().text


def tell(browser: Client, token: str) -> int:
    """Send it to the clinic, as the provider does: without any cookie. The status of the answer."""
    return Client(**browser.defaults).post(ADDRESS, {"logout_token": token}).status_code
