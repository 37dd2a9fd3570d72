"""OpenID Connect, authorization code with PKCE and nonce: what is asked of a provider, and what is believed.

allauth's own provider is not used: it sends no nonce, leaves the signature of what it fetched unchecked, takes
parameters out of the query, and asks any address. No ORM.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from clinics.kit.destinations import RefusedAddress, is_address
from clinics.single_sign_on.asking import NoAnswer, ask
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.refusals import ClocksDiffer, NotTrusted, Unreachable

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"
HEARD_FOR = 600  # seconds for which a notice of signing out is taken
LONGEST = 20_000
FEWEST_BITS = 2048  # of an RSA key
LEEWAY = 60  # seconds by which clocks may differ
SCOPES = "openid email profile"
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Client:
    """As what the provider knows the clinic, and where it sends people back to."""

    id: str
    secret: str
    redirect_uri: str

    def __repr__(self) -> str:
        return f"Client({self.id})"


@dataclass(frozen=True)
class Document:
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    reads_client_from_form: bool = False
    names_itself: bool = False


@dataclass(frozen=True)
class Begun:
    """What one sign-in needs to be finished; kept in the browser's session."""

    nonce: str
    verifier: str

    @classmethod
    def now(cls) -> Begun:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(48))


@dataclass(frozen=True)
class SignedOut:
    """Who signed out at the provider: a person, or one of their sign-ins, or both."""

    issuer: str
    id: str
    subject: str
    session: str


def discover(issuer: str) -> Document:
    """Read what the provider says of itself. Raises Unreachable, NotTrusted."""
    found = _ask(issuer.rstrip("/") + WELL_KNOWN)
    try:
        document = Document(
            issuer=found["issuer"],
            authorization_endpoint=found["authorization_endpoint"],
            token_endpoint=found["token_endpoint"],
            jwks_uri=found["jwks_uri"],
            userinfo_endpoint=found.get("userinfo_endpoint") or "",
            reads_client_from_form="client_secret_basic"
            not in (found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]),
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )
    except (KeyError, TypeError):
        raise NotTrusted from None
    needed = (document.authorization_endpoint, document.token_endpoint, document.jwks_uri)
    addresses = [*needed, *([document.userinfo_endpoint] if document.userinfo_endpoint else [])]
    if document.issuer != issuer or not all(isinstance(each, str) and is_address(each) for each in addresses):
        raise NotTrusted
    return document


def keys_of(document: Document) -> list[Mapping[str, Any]]:
    """The keys the provider signs with. Raises Unreachable, NotTrusted."""
    keys = _ask(document.jwks_uri).get("keys")
    if not isinstance(keys, list):
        raise NotTrusted
    return [key for key in keys if isinstance(key, dict) and key.get("use") != "enc"]


def address_to_go_to(document: Document, *, client: Client, begun: Begun, state: str, anew: bool = False) -> str:
    """Where the browser is sent to sign in; anew, whether somebody is signed in there or not."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": client.redirect_uri,
        "scope": SCOPES,
        "state": state,
        "nonce": begun.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **({"prompt": "login", "max_age": "0"} if anew else {}),
    }
    joined = "&" if "?" in document.authorization_endpoint else "?"
    return f"{document.authorization_endpoint}{joined}{urlencode(asked)}"


def finish(document: Document, *, client: Client, begun: Begun, code: str) -> Claims:
    """Give the code back for what it says about the person. Raises Unreachable, NotTrusted, ClocksDiffer."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "code_verifier": begun.verifier,
    }
    headers = {}
    if document.reads_client_from_form:
        form |= {"client_id": client.id, "client_secret": client.secret}
    else:
        pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    answer = _ask(document.token_endpoint, form=form, headers=headers)
    said = verified(
        str(answer.get("id_token") or ""),
        keys=keys_of(document),
        issuer=document.issuer,
        client_id=client.id,
        nonce=begun.nonce,
    )
    return Claims(said, more=_more(document, said, str(answer.get("access_token") or "")))


def verified(token: str, *, keys: list[Mapping[str, Any]], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """What a signed token says, if it was made by this issuer, for this client, for this very sign-in, and just now."""
    said = _signed(token, ("sub", "exp"), keys=keys, issuer=issuer, client_id=client_id)
    if not hmac.compare_digest(str(said.get("nonce") or "").encode(), nonce.encode()):
        raise NotTrusted
    return said


def signed_out(token: str, *, keys: list[Mapping[str, Any]], issuer: str, client_id: str, at: datetime) -> SignedOut:
    """Whom a logout token names, if it is one, and of the last minutes (Back-Channel Logout 1.0, 2.6)."""
    said = _signed(token, ("jti",), keys=keys, issuer=issuer, client_id=client_id)
    events = said.get("events")
    is_one = isinstance(events, dict) and isinstance(events.get(SIGNED_OUT), dict) and "nonce" not in said
    kind = str(jwt.get_unverified_header(token).get("typ") or "JWT").lower()
    named = [said.get("sub"), said.get("sid")]
    is_named = any(named) and all(each is None or isinstance(each, str) for each in named)
    if not is_one or kind not in ("jwt", "logout+jwt") or not is_named:
        raise NotTrusted
    if at.timestamp() - said["iat"] > HEARD_FOR:
        raise ClocksDiffer
    subject = Claims(said).subject if said.get("sub") else ""
    return SignedOut(issuer=issuer, id=str(said["jti"]), subject=subject, session=said.get("sid") or "")


def glance(token: str, *, issuer: str, client_id: str) -> None:
    """Refuse what does not even claim to be ours. Proves nothing. Raises NotTrusted."""
    try:
        said = jwt.decode(token[:LONGEST], options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError):
        raise NotTrusted from None
    audience = said.get("aud")
    if said.get("iss") != issuer or client_id not in (audience if isinstance(audience, list) else [audience]):
        raise NotTrusted


def _signed(
    token: str, needed: tuple[str, ...], *, keys: list[Mapping[str, Any]], issuer: str, client_id: str
) -> dict[str, Any]:
    """What this issuer signed for this client, and just now."""
    try:
        said = jwt.decode(
            token,
            key=_key(jwt.get_unverified_header(token), keys),
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "iat", *needed]},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
        raise ClocksDiffer from None
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise NotTrusted from None
    if isinstance(said["aud"], list) and len(said["aud"]) != 1 and said.get("azp") != client_id:
        raise NotTrusted
    return said


def _key(header: Mapping[str, Any], keys: list[Mapping[str, Any]]) -> Any:
    """The provider's public key that the token names; one that is not ours to choose fails."""
    if header.get("alg") not in ALGORITHMS:
        raise NotTrusted
    meant = [key for key in keys if "kid" not in header or key.get("kid") == header["kid"]]
    if len(meant) != 1 or meant[0].get("kty") == "oct":
        raise NotTrusted
    key = jwt.PyJWK(dict(meant[0]), algorithm=header["alg"]).key
    if isinstance(key, RSAPublicKey) and key.key_size < FEWEST_BITS:
        raise NotTrusted
    return key


def _more(document: Document, said: Mapping[str, Any], access_token: str) -> dict[str, Any]:
    """What the provider tells only when asked with the token: some keep addresses and groups there."""
    if not document.userinfo_endpoint or not access_token:
        return {}
    more = _ask(document.userinfo_endpoint, headers={"Authorization": f"Bearer {access_token}"})
    if more.get("sub") != said["sub"]:
        raise NotTrusted
    return more


def _ask(url: str, **more: Any) -> dict[str, Any]:
    try:
        return ask(url, **more)
    except NoAnswer:
        raise Unreachable from None
    except RefusedAddress:
        raise NotTrusted from None
