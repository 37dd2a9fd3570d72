"""From a bearer token to the actor that actions know, as things stand at this moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import jwt
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Token
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import connection
from django.utils.translation import gettext_lazy as _

from clinics.api.marks import audience, credential_mark
from clinics.api.models import SigningKey
from clinics.api.scopes import ONLY_PEOPLE, permissions_of
from clinics.kit.actor import Actor, ActorKind, Origin
from clinics.kit.current import current_clinic, current_schema
from clinics.kit.refusal import Refusal
from clinics.kit.sight import Sight
from clinics.staff import second_factor
from clinics.staff.actors import actor_of
from clinics.staff.models import SightPolicy, User

LONGEST = 4096
ALGORITHMS = ["RS256"]
HASHED, AT = "stands for the token's hash", datetime.max.replace(tzinfo=UTC)  # in the statement made once
OF_THE_PERSON = ("password", "id", "name", "is_active", "session_epoch")
ASKED = (
    *("scopes", "client_id", "client__name", "client__api_client__is_active", "policy_has_restricted"),
    *(f"user__{name}" for name in OF_THE_PERSON),
)


class TokenRefused(Refusal):
    """Whatever is wrong with it: nobody is told what."""

    code = "invalid_token"
    sentence = _("This token is not valid here, or not any more. Ask the clinic's issuer for a new one.")
    status = 401


def actor_of_bearer(value: str, *, at: datetime, origin: Origin) -> Actor:
    """The client, or the person for whom it acts, with what both may do right now. Two statements at most.

    The token must be signed by this clinic's issuer for this clinic's API, not be past its time
    and not revoked; its client, its person and that person's credentials must still be good, and the
    person must have shown a second factor where pages ask for one.
    Raises TokenRefused.
    """
    claims = _claims(value, at=at)
    row = _row_of(get_adapter().hash_token(value), at)
    if row is None or not row["client__api_client__is_active"]:
        raise TokenRefused
    allowed = permissions_of(Token(scopes=row["scopes"]).get_scopes())
    origin = Origin(origin.request_id, origin.ip, "api")
    if row["user__id"] is None:
        client, name = row["client_id"], row["client__name"]
        sight = Sight(minds_restricted=bool(row["policy_has_restricted"]))
        return Actor(ActorKind.CLIENT, client, ("client",), allowed - ONLY_PEOPLE, name, origin, sight)
    user = User.from_db(None, OF_THE_PERSON, [row[f"user__{name}"] for name in OF_THE_PERSON])
    return _of_person(user, claims, allowed, origin)


def _row_of(hashed: str, at: datetime) -> dict[str, Any] | None:
    """What stands of this token and those whose it is, unless it is over."""
    sql, parameters = _statement()
    meant: dict[Any, Any] = {HASHED: hashed, AT: at}
    with connection.cursor() as cursor:
        cursor.execute(sql, [meant.get(each, each) for each in parameters])
        found = cursor.fetchone()
    return dict(zip(ASKED, found, strict=True)) if found else None


@lru_cache(maxsize=1)
def _statement() -> tuple[str, tuple[Any, ...]]:
    """What the ORM asks with, put together once: every call asks it, always with two other values."""
    tokens = Token.objects.filter(type=Token.Type.ACCESS_TOKEN, hash=HASHED, expires_at__gt=AT)
    return tokens.annotate(**SightPolicy.objects.as_columns()).values_list(*ASKED).query.sql_with_params()


def _of_person(user: User, claims: dict[str, Any], allowed: frozenset[str], origin: Origin) -> Actor:
    if not user.is_active or claims.get("mark") != credential_mark(user):
        raise TokenRefused
    actor = actor_of(user, origin)
    if "mfa" not in claims.get("amr", ()) and second_factor.is_required_of(user):
        raise TokenRefused  # who signs in without a second factor opens no pages either
    return replace(actor, permissions=actor.permissions & allowed)


def _claims(value: str, *, at: datetime) -> dict[str, Any]:
    """What the token says, once signature, issuer, audience, clinic and time are right."""
    if len(value) > LONGEST:
        raise TokenRefused
    try:
        claims = _signed(value, current_schema() or "", current_clinic().base_url, audience())
    except (jwt.PyJWTError, SigningKey.DoesNotExist) as error:
        raise TokenRefused from error
    is_over = claims["exp"] <= at.timestamp()
    if is_over or claims.get("clinic") != current_schema() or claims.get("token_use") != "access":
        raise TokenRefused
    return claims


@lru_cache(maxsize=512)
def _signed(value: str, schema: str, issuer: str, audience: str) -> dict[str, Any]:
    """What the clinic's issuer signed, read once: a token never says anything else."""
    kid = jwt.get_unverified_header(value).get("kid")
    return jwt.decode(
        value,
        key=_public_key(schema, str(kid)),
        algorithms=ALGORITHMS,
        issuer=issuer,
        audience=audience,
        options={"require": ["exp", "iss", "aud", "sub", "jti"]},
    )


@lru_cache(maxsize=512)
def _public_key(schema: str, kid: str) -> RSAPublicKey:
    """The key of this id in the clinic at work; a key id names one key for ever."""
    key = load_pem_public_key(SigningKey.objects.get(kid=kid, retired_at=None).public_pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise SigningKey.DoesNotExist
    return key
