"""API clients and their tokens, got as programs get them."""

from __future__ import annotations

from django.test import Client

from clinics.api.actions import clients
from clinics.api.scopes import SCOPES
from clinics.kit.current import entering
from clinics.models import Clinic
from tests.factories import staff

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
