"""A person signs in through a program, one step at a time, each of which a test may change."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from clinics.api.actions import clients
from clinics.kit.current import entering
from clinics.models import Clinic
from tests.conftest import client_at
from tests.factories import staff

BACK = "https://app.example/back"
AUTHORIZE, TOKEN, USERINFO, REVOKE, LOGOUT = (
    f"/identity/o/{name}" for name in ("authorize", "api/token", "api/userinfo", "api/revoke", "logout")
)
SCOPES = ("openid", "patients.read")
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def taken_to(answer: Any) -> str:
    """Where a page takes the browser by itself; nowhere is the empty address."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.content.decode())
    return html.unescape(found.group(1)) if found else answer.get("Location", "")


@dataclass
class Flow:
    """`ask`, `grant`, `redeem`, `refresh`: what a program and a person's browser send. Absent when given as None."""

    clinic: Clinic
    made: clients.Made
    person: Client
    web: Client = field(init=False)

    def __post_init__(self) -> None:
        self.web = Client(SERVER_NAME=self.clinic.canonical_host, HTTP_HOST=self.clinic.canonical_host)

    @property
    def secret(self) -> dict[str, str]:
        return {"client_id": self.made.client.pk, "client_secret": self.made.secret}

    def ask(self, **changed: Any) -> Any:
        """What the browser is shown when the program sends it here."""
        usual = {
            "client_id": self.made.client.pk,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": " ".join(SCOPES),
            "state": "s",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return self.person.get(AUTHORIZE, {k: v for k, v in (usual | changed).items() if v is not None})

    def grant(self, page: Any, action: str = "grant", scopes: tuple[str, ...] = SCOPES) -> Any:
        signed = html.unescape(re.search(r'name="request" value="([^"]+)"', page.content.decode())[1])
        return self.person.post(AUTHORIZE, {"request": signed, "scopes": list(scopes), "action": action})

    def code(self, **changed: Any) -> str:
        return parse_qs(urlsplit(taken_to(self.grant(self.ask(**changed)))).query)["code"][0]

    def redeem(self, code: str, **changed: Any) -> Any:
        usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        sent = self.secret | usual | changed
        return self.web.post(TOKEN, {k: v for k, v in sent.items() if v is not None})

    def tokens(self) -> dict[str, Any]:
        answer = self.redeem(self.code())
        assert answer.status_code == 200, answer.content
        return answer.json()

    def refresh(self, token: str, **changed: Any) -> Any:
        return self.web.post(TOKEN, self.secret | {"grant_type": "refresh_token", "refresh_token": token} | changed)

    def patients(self, token: str) -> int:
        """The status that the API answers to this token."""
        return self.web.get("/api/v1/patients/", headers={"Authorization": f"Bearer {token}"}).status_code

    def userinfo(self, token: str) -> int:
        return self.web.get(USERINFO, headers={"Authorization": f"Bearer {token}"}).status_code


def flow(clinic: Clinic, at: Any, role: staff.Role = staff.Role.CLINICIAN, name: str = "Phone app") -> Flow:
    """A registered program, and a browser in which the person of this role is signed in."""
    with entering(clinic):
        made = clients.make(
            name=name, scopes=["patients.read"], redirect_uris=[BACK], by=staff.acting(staff.Role.OWNER), at=at
        )
    return Flow(clinic, made, client_at(clinic, role))
