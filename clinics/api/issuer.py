"""The clinic as issuer of tokens (OpenID Connect): its address, its keys, what its tokens say.

Set as IDP_OIDC_ADAPTER. allauth does the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client, PrivateKey
from django.contrib.auth.base_user import AbstractBaseUser

from clinics.api.actions import signing_keys
from clinics.api.issuing import session_at_work
from clinics.api.marks import audience, credential_mark
from clinics.api.models import SigningKey
from clinics.api.scopes import SCOPES, SIGN_IN
from clinics.kit.current import current_clinic
from clinics.staff.models import User


class IssuerAdapter(DefaultOIDCAdapter):
    scope_display = {**SIGN_IN, **{scope: label for scope, (label, _permissions) in SCOPES.items()}}

    def get_issuer(self) -> str:
        return current_clinic().base_url

    def list_private_keys(
        self, *, did_activate: Literal[True] | None = None, is_active: Literal[True] | None = None
    ) -> list[PrivateKey]:
        keys = SigningKey.objects.filter(retired_at=None)
        return [PrivateKey(pem=key.private_pem, issued_at=key.created_at) for key in keys]

    def get_signing_key(self) -> PrivateKey:
        """The clinic's first is made when its first token is asked for."""
        at = self.request.at
        key = signing_keys.signing(at=at) or signing_keys.make(at=at)
        return PrivateKey(pem=key.private_pem, issued_at=key.created_at)

    def populate_access_token(
        self,
        access_token: dict[str, Any],
        *,
        client: Client,
        scopes: Iterable[str],
        user: AbstractBaseUser | None,
        **kwargs: Any,
    ) -> None:
        access_token["clinic"] = current_clinic().schema_name
        access_token["aud"] = audience()
        if isinstance(user, User):
            access_token["mark"] = credential_mark(user)
            access_token |= _how_signed_in()
        else:
            access_token["sub"] = client.pk

    def populate_id_token(self, id_token: dict[str, Any], client: Client, scopes: Iterable[str], **kwargs: Any) -> None:
        id_token |= _how_signed_in()

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        """What allauth could do for others is not offered here, and all of it is at the clinic's own address."""
        own = current_clinic().base_url
        for name, value in data.items():
            if name.endswith(("_endpoint", "_uri")):
                data[name] = own + urlsplit(value).path
        data.pop("device_authorization_endpoint", None)
        data["response_types_supported"] = ["code"]
        data["grant_types_supported"] = ["authorization_code", "client_credentials", "refresh_token"]
        data["scopes_supported"] = list(self.scope_display)
        data["token_endpoint_auth_methods_supported"] = ["client_secret_basic", "client_secret_post"]
        data["claims_supported"] = ["sub", "name", "email", "email_verified", "auth_time", "amr"]


def _how_signed_in() -> dict[str, Any]:
    """What the person showed before they let the program in, and when: it does not grow younger by refreshing."""
    session = session_at_work()
    if session is None:
        return {}
    return {"auth_time": int(session.authenticated_at.timestamp()), "amr": session.methods}
