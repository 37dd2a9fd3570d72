"""What the clinic's issuer grants, beyond what allauth asks for.

allauth compares redirect addresses loosely, asks PKCE of public programs only, lets a code be given back twice at the
same moment, forgets refresh tokens that were used, grants silently what some other program was once granted, and
gives stopped programs tokens. Each of these is closed here; see config/decisions/0039.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.idp.oidc.internal.oauthlib.request_validator import OAuthLibRequestValidator
from allauth.idp.oidc.internal.oauthlib.utils import get_validator_context
from allauth.idp.oidc.models import Client, Token
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors

from clinics.api import tokens
from clinics.api.actions import program_sessions
from clinics.api.models import ApiClient, ProgramSession
from clinics.kit.actor import Actor, ActorKind
from clinics.staff.request import ClinicRequest

METHODS = {"password": ("pwd",), "mfa": ("mfa",)}
WRONG_SECRETS = {"secret": "30/m/ip"}
KINDS = {"totp": ("otp",), "recovery_codes": ("otp",), "webauthn": ("hwk",)}


def session_at_work() -> ProgramSession | None:
    """Whose tokens are made in this request; a program that acts for itself has none."""
    return getattr(context.request, "program_session", None)


class TooManyWrongSecrets(errors.OAuth2Error):
    """From one network address. The right one waits too, and is let in when the minute is over."""

    error = "temporarily_unavailable"
    status_code = 429

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "60"}


class Issuing(OAuthLibRequestValidator):
    """Put in the place of allauth's by the app's config."""

    # --- who asks

    def _lookup_client(self, request: Request, client_id: str) -> Client | None:
        """A stopped program is nobody, at every address of the protocol."""
        client = super()._lookup_client(request, client_id)
        if client is None or not ApiClient.objects.filter(pk=client.pk, is_active=True).exists():
            return None
        return client

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Each try counts before the secret is looked at; a right one is given back."""
        counted = ratelimit.consume(context.request, app="clinics.api", action="secret", config=WRONG_SECRETS)
        if counted is None:
            raise TooManyWrongSecrets(request=request)
        is_known = bool(super().authenticate_client(request, *args, **kwargs))
        if is_known:
            counted.rollback()
        return is_known

    # --- asking a person

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """As registered, letter by letter (RFC 9700, 2.1)."""
        return redirect_uri in request.client.get_redirect_uris()

    def validate_response_type(
        self, client_id: str, response_type: str, client: Client, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return response_type == "code"

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        """Of every program, and never the plain way, which oauthlib would take for the usual one."""
        if request.code_challenge is not None and request.code_challenge_method != "S256":
            raise errors.UnsupportedCodeChallengeMethodError(request=request)
        return True

    def validate_silent_authorization(self, request: Request) -> bool:
        """Nothing is granted without asking, whatever was granted before, and to whom."""
        return False

    def save_authorization_code(
        self, client_id: str, code: dict[str, Any], request: Request, *args: Any, **kwargs: Any
    ) -> None:
        super().save_authorization_code(client_id, code, request, *args, **kwargs)
        asked = _asked()
        records = get_authentication_records(asked, request.user)
        shown = max((record["at"] for record in records), default=asked.at.timestamp())
        program_sessions.begin(
            client=ApiClient.objects.get(pk=request.client.pk),
            user=request.user,
            scopes=request.scopes,
            code=_digest(code["code"]),
            methods=[name for record in records for name in _methods(record)],
            authenticated_at=datetime.fromtimestamp(shown, UTC),
            by=asked.actor,
            at=asked.at,
        )

    # --- giving a code or a refresh token back; allauth holds one transaction around each

    def validate_code(
        self, client_id: str, code: str, client: Client, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Of two that come with the same code the second waits, is refused, and ends what the first was given."""
        at = _asked().at
        session = ProgramSession.objects.locked().filter(client=client.pk, code_digest=_digest(code)).first()
        if session is None or not session.is_open(at):
            return False
        if session.code_used_at is not None:
            _misused(session)
            return False
        context.request.program_session = session
        return super().validate_code(client_id, code, client, request, *args, **kwargs)

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        super().invalidate_authorization_code(client_id, code, request, *args, **kwargs)
        if (session := session_at_work()) is not None:
            program_sessions.use_code(session=session, at=_asked().at)

    def validate_refresh_token(
        self, refresh_token: str, client: Client, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """One that was used before, or that is over, ends the whole session: somebody else may hold the other."""
        kept = Token.objects.filter(client=client, type=Token.Type.REFRESH_TOKEN).by_value(refresh_token)
        session = _session_of(kept.first())
        if session is None or not session.is_open(_asked().at):
            return False
        if not super().validate_refresh_token(refresh_token, client, request, *args, **kwargs):
            if kept.exists():
                _misused(session)
            return False
        context.request.program_session = session
        return True

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **kwargs: Any) -> None:
        super().save_bearer_token(token, request, *args, **kwargs)
        session = session_at_work()
        if session is None:
            return
        values = [value for name in ("access_token", "refresh_token") if (value := token.get(name))]
        made = Token.objects.filter(client=request.client, hash__in=[_digest(value) for value in values])
        at = _asked().at
        program_sessions.hand_out(
            session=session, tokens=list(made), spent=get_validator_context().refresh_token, at=at
        )
        token["refresh_expires_in"] = int((session.ends_at - at).total_seconds())

    # --- using and giving up tokens

    def validate_bearer_token(self, token: str, scopes: list[str], request: Request) -> bool:
        """What opens no API tells nobody's name either."""
        asked = _asked()
        try:
            tokens.actor_of_bearer(token or "", at=asked.at, origin=asked.actor.origin)
        except tokens.TokenRefused:
            return False
        return super().validate_bearer_token(token, scopes, request)

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        """A program gives up what is its own; with a refresh token, all that belongs to it (RFC 7009)."""
        found = Token.objects.filter(client=request.client).by_value(token).first()
        session = _session_of(found)
        if found is not None and found.type == Token.Type.REFRESH_TOKEN and session is not None:
            program_sessions.end(session=session, by=_program(request.client), at=_asked().at)
        elif found is not None:
            found.delete()


def _asked() -> ClinicRequest:
    return context.request


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _session_of(token: Token | None) -> ProgramSession | None:
    """The session of this token, held until the transaction ends."""
    named = token.data.get("session") if token is not None and isinstance(token.data, dict) else None
    return ProgramSession.objects.locked().filter(pk=named).first() if named else None


def _misused(session: ProgramSession) -> None:
    by = _program(Client.objects.get(pk=session.client_id))
    program_sessions.end(session=session, by=by, at=_asked().at, event="program.token_used_twice")


def _program(client: Client) -> Actor:
    return Actor(ActorKind.CLIENT, client.pk, ("client",), frozenset(), client.name, _asked().actor.origin)


def _methods(record: dict[str, Any]) -> tuple[str, ...]:
    return (*METHODS.get(record.get("method", ""), ()), *KINDS.get(record.get("type", ""), ()))
