"""API clients and their tokens, got as programs get them."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import secrets
from urllib.parse import parse_qs, urlsplit

from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from clinics.api.actions import clients
from clinics.api.models import ApiClient, ProgramSession
from clinics.api.models.program_session import LASTS
from clinics.api.scopes import SCOPES
from clinics.kit.current import entering
from clinics.models import Clinic
from tests.conftest import client_at
from tests.factories import staff
from tests.factories.sign_in_flow import taken_to

ALL = tuple(SCOPES)


def client_of(clinic: Clinic, *scopes: str, at) -> clients.Made:
    """A client of this clinic that acts for itself."""
    with entering(clinic):
        by = staff.acting(staff.Role.OWNER)
        return clients.make(name="Laboratory", scopes=scopes or ALL, by=by, at=at)


def token_of(clinic: Clinic, made: clients.Made, scope: str = "") -> str:
    """An access token from the clinic's own token endpoint."""
    web = Client(SERVER_NAME=clinic.canonical_host, HTTP_HOST=clinic.canonical_host)
    asked = {"grant_type": "client_credentials", "client_id": made.client.pk, "client_secret": made.secret}
    answer = web.post("/identity/o/api/token", asked | ({"scope": scope} if scope else {}))
    assert answer.status_code == 200, answer.content
    return answer.json()["access_token"]


def bearer(clinic: Clinic, *scopes: str, at) -> str:
    """A token with these scopes, or all."""
    return token_of(clinic, client_of(clinic, *scopes, at=at))


def let_in(client: ApiClient, user: staff.User, *scopes: str) -> ProgramSession:
    """This person let this program in a moment ago, and it has a token."""
    now = timezone.now()
    session = ProgramSession.objects.create(
        client=client,
        user=user,
        scopes=list(scopes or ("patients.read",)),
        methods=["mfa"],
        authenticated_at=now,
        code_digest=secrets.token_hex(32),
        code_used_at=now,
        began_at=now,
        used_at=now,
        ends_at=now + LASTS,
    )
    Token.objects.create(
        type=Token.Type.REFRESH_TOKEN,
        hash=secrets.token_hex(32),
        client_id=client.pk,
        user=user,
        data={"session": str(session.pk)},
        expires_at=session.ends_at,
    )
    return session


class Program:
    """A program at a clinic's API: `program.get("patients/", q="Ada")`."""

    def __init__(self, clinic: Clinic, token: str) -> None:
        self.web = Client(SERVER_NAME=clinic.canonical_host, HTTP_HOST=clinic.canonical_host)
        self.token = token

    def ask(self, method: str, path: str, body=None, *, query=None, **headers):
        address = path if path.startswith("/") else f"/api/v1/{path}"
        sent = {
            "headers": {"Authorization": f"Bearer {self.token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        }
        if query:
            sent["query_params"] = query
        if body is not None:
            sent |= {"data": body, "content_type": "application/json"}
        return getattr(self.web, method)(address, **sent)

    def get(self, path: str, **query):
        return self.ask("get", path, query=query)

    def post(self, path: str, body=None, **headers):
        return self.ask("post", path, body if body is not None else {}, **headers)

    def patch(self, path: str, body, **headers):
        return self.ask("patch", path, body, **headers)


BACK = "https://app.example/back"
FOR_PEOPLE = ("patients.read", "patients.write", "notes.read", "notes.write")


def signed_in_program(clinic: Clinic, at, role: staff.Role, *scopes: str) -> tuple[Program, dict, clients.Made]:
    """A program in which the person of this role has signed in, by the code flow with PKCE; with the whole answer."""
    scopes = ("openid", *(scopes or FOR_PEOPLE))
    reached = [scope for scope in scopes if scope in SCOPES]
    with entering(clinic):
        owner = staff.acting(staff.Role.OWNER)
        made = clients.make(name="Phone app", scopes=reached, redirect_uris=[BACK], by=owner, at=at)
    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    known = {"client_id": made.client.pk, "redirect_uri": BACK}
    asked = {"response_type": "code", "scope": " ".join(scopes), "state": "s"}
    person = client_at(clinic, role)
    pkce = {"code_challenge": challenge, "code_challenge_method": "S256"}
    page = person.get("/identity/o/authorize", {**known, **asked, **pkce})
    signed = html.unescape(re.search(r'name="request" value="([^"]+)"', page.content.decode())[1])
    consent = {"request": signed, "scopes": list(scopes), "action": "grant"}
    granted = person.post("/identity/o/authorize", consent)
    code = parse_qs(urlsplit(taken_to(granted)).query)["code"][0]
    proof = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "client_secret": made.secret}
    web = Client(SERVER_NAME=clinic.canonical_host, HTTP_HOST=clinic.canonical_host)
    answer = web.post("/identity/o/api/token", {**known, **proof})
    assert answer.status_code == 200, answer.content
    return Program(clinic, answer.json()["access_token"]), answer.json(), made
