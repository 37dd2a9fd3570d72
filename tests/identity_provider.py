"""A real OpenID provider in a process of its own, which vouches for whom the test makes up.

It wants a registered client with its secret, a nonce and PKCE, signs with a key of its own, and keeps browsers signed
in until it is told to ask again.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.test import Client

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.single_sign_on.actions import providers
from clinics.single_sign_on.models import IdentityProvider
from tests.factories.staff import Role, acting
from tests.processes import PATIENCE, ROOT, free_port

ANSWER = "/accounts/provider/answer/"
GROUPS = {"clinician": ["doctors"], "biller": ["money"], "front_desk": ["desk"]}


@dataclass
class Registered:
    client_id: str
    client_secret: str = field(repr=False)


@dataclass
class Provider:
    """`vouch` makes up a person there; `sign_in` goes there and back with a browser of the clinic."""

    port: int
    people: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def register(self, clinic: Clinic) -> Registered:
        asked = {"redirect_uris": [clinic.base_url + ANSWER], "token_endpoint_auth_method": "client_secret_basic"}
        answer = httpx.post(f"{self.issuer}/oauth2/clients", json=asked).raise_for_status().json()
        return Registered(answer["client_id"], answer["client_secret"])

    def vouch(self, subject: str, **claims: Any) -> str:
        """Somebody who can sign in there, with these claims."""
        httpx.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()
        return subject

    def consent(self, address: str, subject: str) -> str:
        """What a person does there: say who they are. Where the browser is sent then, at the clinic."""
        answer = httpx.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def deny(self, address: str) -> str:
        back = urlsplit(httpx.post(address, data={"action": "deny"}).headers["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def providing(*options: str) -> Iterator[Provider]:
    port = free_port()
    command = [sys.executable, "-m", "tests.identity_provider_server", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--require-registration", "true", "--require-nonce", "true", *options],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Provider(port)
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=2).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the identity provider did not start")


def configure(clinic: Clinic, provider: Provider, *, at: Any, **decided: Any) -> IdentityProvider:
    """The clinic's owner writes the provider down, as on the settings page."""
    registered = provider.register(clinic)
    wanted = {
        "name": "Campus",
        "issuer": provider.issuer,
        "client_id": registered.client_id,
        "client_secret": registered.client_secret,
        "role_claim": "",
        "role_values": {},
        "factor_values": ["mfa"],
        "admission": "known",
        "passwords_allowed": True,
        "is_enabled": True,
    }
    with entering(clinic):
        return providers.decide(**{**wanted, **decided}, by=acting(Role.OWNER), at=at)


def go(client: Client, then: str = "") -> str:
    """Press the button of the sign-in page; the address at the provider that the browser goes on to."""
    return _led(client.post("/accounts/provider/", {"next": then} if then else {}))


def go_to_confirm(client: Client, then: str = "/") -> str:
    """Press the button of the page that asks to confirm; the address at the provider that the browser goes on to."""
    return _led(client.post("/accounts/provider/confirmation/", {"next": then}))


def _led(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.content.decode()).group(1))


def come_back(client: Client, provider: Provider, subject: str, then: str = "") -> Any:
    """The whole way there and back; what the clinic answers."""
    return client.get(provider.consent(go(client, then), subject))


def refusal_of(answer: Any) -> str:
    """The code of the refusal that a page shows."""
    found = re.search(r'data-refusal="([^"]+)"', answer.content.decode())
    return found.group(1) if found else ""
