"""What the pages of API clients show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Token
from django.db.models import Max, OuterRef, Subquery
from django.utils.functional import Promise

from clinics.api.models import ApiClient
from clinics.api.models.client import ApiClientQuerySet
from clinics.api.scopes import SCOPES


@dataclass(frozen=True)
class ShownClient:
    """One client; `token_at` is when it was last given a token that it may still use."""

    client: ApiClient
    name: str
    may: list[str | Promise]
    redirect_uris: list[str]
    token_at: datetime | None


def everyone(*, at: datetime) -> list[ShownClient]:
    """All clients, those that may connect first."""
    return [_shown(client) for client in _with_tokens(ApiClient.objects.for_clients_page(), at=at)]


def all_clients() -> ApiClientQuerySet:
    """Everything there is to open, with names."""
    return ApiClient.objects.for_clients_page()


def of(client: ApiClient, *, at: datetime) -> ShownClient:
    return _shown(_with_tokens(ApiClient.objects.for_clients_page(), at=at).get(pk=client.pk))


def _with_tokens(clients: ApiClientQuerySet, *, at: datetime) -> ApiClientQuerySet:
    good = Token.objects.filter(client=OuterRef("pk"), type=Token.Type.ACCESS_TOKEN, expires_at__gt=at)
    latest = good.order_by().values("client").annotate(latest=Max("created_at")).values("latest")
    return clients.annotate(token_at=Subquery(latest))


def _shown(client: ApiClient) -> ShownClient:
    scopes = client.client.get_scopes()
    return ShownClient(
        client=client,
        name=client.client.name,
        may=[SCOPES[scope][0] for scope in scopes if scope in SCOPES],
        redirect_uris=client.client.get_redirect_uris(),
        token_at=client.token_at,  # type: ignore[attr-defined]
    )
