"""The programs that somebody lets act for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from clinics.api.models import ApiClient, ProgramSession
from clinics.api.scopes import SCOPES, SIGN_IN
from clinics.staff.models import User


@dataclass(frozen=True)
class LetIn:
    """One program: what it may do at most, since when, until when, and when it last asked for a token."""

    client_id: str
    name: str
    may: list[str | Promise]
    since: datetime
    until: datetime
    used_at: datetime | None
    count: int


def of(user: User, *, at: datetime) -> list[LetIn]:
    """One line for each program, the newest first; one statement."""
    by_client: dict[str, list[ProgramSession]] = {}
    for session in ProgramSession.objects.filter(user=user).for_own_page(at):
        by_client.setdefault(session.client_id, []).append(session)
    return [_let_in(sessions) for sessions in by_client.values()]


def _let_in(sessions: list[ProgramSession]) -> LetIn:
    client = sessions[0].client
    granted = {scope for session in sessions for scope in session.scopes}
    return LetIn(
        client_id=client.pk,
        name=client.client.name,
        may=words_for(granted),
        since=min(session.began_at for session in sessions),
        until=max(session.ends_at for session in sessions),
        used_at=max((session.used_at for session in sessions if session.used_at), default=None),
        count=len(sessions),
    )


def words_for(scopes: Collection[str]) -> list[str | Promise]:
    known = {**SIGN_IN, **{scope: label for scope, (label, _permissions) in SCOPES.items()}}
    return [label for scope, label in known.items() if scope in scopes]


def program(client_id: str) -> ApiClient | None:
    return ApiClient.objects.select_related("client").filter(pk=client_id).first()
