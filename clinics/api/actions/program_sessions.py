"""People let programs in; what programs are given; and how that ends. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from allauth.idp.oidc.models import Token
from django.db import transaction

from clinics.api.models import ApiClient, ProgramSession
from clinics.api.models.program_session import LASTS
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.staff.models import User

FORGOTTEN_AFTER = timedelta(days=2)
SWEPT = 100  # outdated tokens that go with one new one


def begin(
    *,
    client: ApiClient,
    user: User,
    scopes: Sequence[str],
    code: str,
    methods: Iterable[str],
    authenticated_at: datetime,
    by: Actor,
    at: datetime,
) -> ProgramSession:
    """The person said yes. `code` is the digest of what the program is given, good for one use."""
    with transaction.atomic():
        session = ProgramSession.objects.create(
            client=client,
            user=user,
            scopes=list(scopes),
            methods=sorted(set(methods)),
            authenticated_at=authenticated_at,
            code_digest=code,
            began_at=at,
            ends_at=at + LASTS,
        )
        audit.record(event="program.let_in", by=by, at=at, subject=client, fields=scopes)
    return session


def hand_out(*, session: ProgramSession, tokens: Iterable[Token], spent: Token | None, at: datetime) -> None:
    """Tie new tokens to the session, none to outlive it, and remember the refresh token they came of as spent."""
    with transaction.atomic():
        for token in tokens:
            token.data = {**(token.data or {}), "session": str(session.pk)}
            token.expires_at = min(token.expires_at or session.ends_at, session.ends_at)
            token.save(update_fields=["data", "expires_at"])
        if spent is not None:
            Token.objects.create(
                type=spent.type,
                hash=spent.hash,
                client_id=spent.client_id,
                user_id=spent.user_id,
                data={"session": str(session.pk)},
                scopes=spent.scopes,
                expires_at=at,
            )
        session.used_at = at
        session.save(update_fields=["used_at"])
        over = Token.objects.filter(expires_at__lt=at - FORGOTTEN_AFTER).order_by("expires_at").values("pk")[:SWEPT]
        Token.objects.filter(pk__in=list(over.values_list("pk", flat=True))).delete()


def use_code(*, session: ProgramSession, at: datetime) -> None:
    session.code_used_at = at
    session.save(update_fields=["code_used_at"])


def end(*, session: ProgramSession, by: Actor, at: datetime, event: str = "program.sent_away") -> bool:
    """End it with all its tokens, at once. Doing it twice changes nothing."""
    with transaction.atomic():
        session = ProgramSession.objects.locked().get(pk=session.pk)
        Token.objects.filter(
            client_id=session.client_id, user_id=session.user_id, data__session=str(session.pk)
        ).delete()
        if session.ended_at is not None:
            return False
        session.ended_at = at
        session.save(update_fields=["ended_at"])
        audit.record(event=event, by=by, at=at, subject=session.client)
    return True


def end_of_program(*, client: ApiClient, user: User, by: Actor, at: datetime) -> int:
    """This person no longer lets this program in: how many of its accesses ended."""
    with transaction.atomic():
        open_ones = ProgramSession.objects.filter(client=client, user=user, ended_at=None)
        ended = [end(session=session, by=by, at=at) for session in open_ones]
    return sum(ended)
