"""What the OpenAPI document says of the whole API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "clinics.api.requests.BearerAuthentication"
    name = "clinic"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": (
                "A short-lived access token of this clinic's OpenID Connect issuer; "
                "see `/.well-known/openid-configuration`. Clients are made under Settings, API clients."
            ),
        }
