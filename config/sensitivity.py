"""What the text of other packages' models tells, field by field: plain and why, or sensitive and how it is protected.

Our own models say it themselves: a field is sealed, or named in the model's `plain_fields`.
"""

from __future__ import annotations

_STAFF = "plain: about staff, who are not patients"
_CODE = "plain: a code of the package's own"
_CLIENT = "plain: describes a program that connects, not a person"

THIRD_PARTY: dict[str, dict[str, str]] = {
    "account.EmailAddress": {"email": _STAFF},
    "account.EmailConfirmation": {"key": "sensitive: not stored, confirmation links are signed instead"},
    "admin.LogEntry": {
        "object_id": "plain: ids of configuration, the only thing in either admin",
        "object_repr": "plain: names of configuration; no `__str__` holds a patient's identity",
        "change_message": "plain: names of fields",
    },
    "allauth_idp_oidc.Client": {
        "id": _CLIENT,
        "name": _CLIENT,
        "secret": "sensitive: hashed as a password is",
        "scopes": _CODE,
        "default_scopes": _CODE,
        "type": _CODE,
        "grant_types": _CODE,
        "redirect_uris": _CLIENT,
        "cors_origins": _CLIENT,
        "response_types": _CODE,
        "data": _CLIENT,
    },
    "allauth_idp_oidc.Token": {
        "type": _CODE,
        "hash": "sensitive: a digest; the token itself is not kept",
        "data": "plain: ids of staff and clients, scopes",
        "scopes": _CODE,
    },
    "auth.Group": {"name": "plain: unused, roles are rows of staff"},
    "auth.Permission": {"name": _CODE, "codename": _CODE},
    "contenttypes.ContentType": {"app_label": _CODE, "model": _CODE},
    "mfa.Authenticator": {
        "type": _CODE,
        "data": "sensitive: one-time secrets of staff, sealed with the clinic's key; public keys of passkeys are plain",
    },
    "sessions.Session": {
        "session_key": "sensitive: random and expiring; no other clinic's role can read the row",
        "session_data": "sensitive: sealed with the clinic's key, for that session alone",
    },
    "socialaccount.SocialAccount": {"provider": _CODE, "uid": _STAFF, "extra_data": _STAFF},
    "socialaccount.SocialApp": {
        "provider": _CODE,
        "provider_id": _CODE,
        "name": _CLIENT,
        "client_id": _CLIENT,
        "secret": "sensitive: opens nothing but the clinic's own sign-in; no other clinic's role can read the row",
        "key": _CLIENT,
        "settings": _CLIENT,
    },
    "socialaccount.SocialToken": {
        "token": "sensitive: not stored, SOCIALACCOUNT_STORE_TOKENS is off",
        "token_secret": "sensitive: not stored, SOCIALACCOUNT_STORE_TOKENS is off",
    },
}
