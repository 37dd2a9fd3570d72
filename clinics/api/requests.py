"""What endpoints are handed, and how the bearer token becomes the actor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from clinics.api import tokens
from clinics.kit.actor import Actor, ActorKind
from clinics.models import Clinic

CHALLENGE = 'Bearer realm="clinic"'


class ApiRequest(Request):
    """A request with its actor, its moment (UTC, read once) and its clinic."""

    actor: Actor
    at: datetime
    clinic: Clinic


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`, a token of this clinic's issuer, held against how things stand now.

    Cookies count for nothing here, so no page of another site can make a browser ask.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        words = get_authorization_header(request).split()
        asked: Any = request._request
        asked.actor = Actor(ActorKind.NOBODY, origin=asked.actor.origin)
        if len(words) != 2 or words[0].lower() != b"bearer":
            return None
        asked.actor = tokens.actor_of_bearer(words[1].decode("latin-1"), at=asked.at, origin=asked.actor.origin)
        return AnonymousUser(), asked.actor

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
