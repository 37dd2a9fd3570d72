"""API clients: made, given a new secret, stopped and let in again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.api.models import ApiClient
from clinics.api.scopes import SCOPES, SIGN_IN
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class NothingAllowed(Refusal):
    code = "client_without_scopes"
    sentence = _("Choose at least one thing that the client may do.")
    status = 422


class NoWayBack(Refusal):
    code = "client_without_redirect"
    sentence = _("Enter an address to return to that begins with https://, or with http://localhost for a program.")
    status = 422


@dataclass(frozen=True)
class Made:
    """A client with its secret, which is shown once and then known to nobody here."""

    client: ApiClient
    secret: str


def make(*, name: str, scopes: Sequence[str], redirect_uris: Sequence[str] = (), by: Actor, at: datetime) -> Made:
    """A client that acts for itself, or with `redirect_uris` for the people who sign in through it.

    Raises NothingAllowed, NoWayBack.
    """
    allowed = [scope for scope in SCOPES if scope in scopes]
    if not allowed or len(allowed) != len(set(scopes)):
        raise NothingAllowed(field="scopes")
    if not all(_is_way_back(uri) for uri in redirect_uris):
        raise NoWayBack(field="redirect_uris")
    secret = secrets.token_urlsafe(32)
    client = Client(name=name, type=Client.Type.CONFIDENTIAL, created_at=at)
    client.set_secret(secret)
    client.set_redirect_uris(list(redirect_uris))
    for_people = (Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN)
    client.set_grant_types([str(g) for g in (for_people if redirect_uris else (Client.GrantType.CLIENT_CREDENTIALS,))])
    client.set_scopes([*(SIGN_IN if redirect_uris else ()), *allowed])
    client.set_default_scopes(allowed)
    with transaction.atomic():
        client.save(force_insert=True)
        made = ApiClient.objects.create(client=client, made_by_name=by.name, created_at=at, secret_set_at=at)
        audit.record(event="api_client.made", by=by, at=at, subject=made, fields=allowed)
    return Made(made, secret)


def renew_secret(*, client: ApiClient, by: Actor, at: datetime) -> Made:
    """A new secret; the old one, and every token that was given for it, end at once."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        client = ApiClient.objects.locked().select_related("client").get(pk=client.pk)
        client.client.set_secret(secret)
        client.client.save(update_fields=["secret"])
        client.secret_set_at = at
        client.save(update_fields=["secret_set_at"])
        Token.objects.filter(client=client.client).delete()
        audit.record(event="api_client.secret_renewed", by=by, at=at, subject=client)
    return Made(client, secret)


def stop(*, client: ApiClient, by: Actor, at: datetime) -> ApiClient:
    """End this client's access at once, its tokens with it. Doing it twice changes nothing."""
    with transaction.atomic():
        client = ApiClient.objects.locked().get(pk=client.pk)
        if client.is_active:
            client.is_active = False
            client.save(update_fields=["is_active"])
            Token.objects.filter(client=client.pk).delete()
            audit.record(event="api_client.stopped", by=by, at=at, subject=client)
    return client


def resume(*, client: ApiClient, by: Actor, at: datetime) -> ApiClient:
    """Let a stopped client ask for tokens again."""
    with transaction.atomic():
        client = ApiClient.objects.locked().get(pk=client.pk)
        if not client.is_active:
            client.is_active = True
            client.save(update_fields=["is_active"])
            audit.record(event="api_client.resumed", by=by, at=at, subject=client)
    return client


def _is_way_back(uri: str) -> bool:
    """An address without fragment and wildcards, encrypted unless it stays on the person's own machine."""
    parts = urlsplit(uri)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and (parts.hostname or "") in LOOPBACK)
    return bool(is_safe and parts.hostname and not parts.fragment and "*" not in uri and not parts.username)
