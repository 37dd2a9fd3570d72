"""The process behind tests.identity_provider: oidc_provider_mock, made to do what real providers do and it does not.

It insists on PKCE and checks the verifier. Browsers stay signed in: whoever comes again is not asked, unless
`prompt=login` or `max_age` says so, and `auth_time` is when they were. Somebody vouched for with an `auth_time` is
told of with that one, and with `null` without any.
"""

from __future__ import annotations

import io
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

import flask
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7636 import CodeChallenge
from oidc_provider_mock import __main__ as program
from oidc_provider_mock import _app

from tests.provider_sign_out import signing_out

AUTHORIZE = "/oauth2/authorize"
SIGNED_IN = "signed_in"  # the cookie: who, and when
SINCE = "identity_provider.since"
made: dict[str, dict[str, Any]] = {}
"""What was asked with each code, and when the person had signed in."""
make_app, Grant, OpenIDCode = _app.app, _app.AuthorizationCodeGrant, _app.OpenIDCode


class RememberingGrant(Grant):  # type: ignore[valid-type,misc]
    def save_authorization_code(self, code: str, request: Any) -> None:
        super().save_authorization_code(code, request)
        made[code] = {**request.payload.data, "auth_time": flask.request.environ[SINCE]}


class Challenge(CodeChallenge):  # type: ignore[misc]
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        if not grant.request.payload.data.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge'")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge(self, authorization_code: Any) -> Any:
        return made[authorization_code.code]["code_challenge"]

    def get_authorization_code_challenge_method(self, authorization_code: Any) -> Any:
        return made[authorization_code.code]["code_challenge_method"]


class TimedCode(OpenIDCode):  # type: ignore[valid-type,misc]
    def __call__(self, grant: Any) -> None:
        super().__call__(grant)
        Challenge(required=True)(grant)

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        claims = super().get_compatible_claims(request)
        claims.pop("auth_time", None)
        return claims

    def generate_user_info(self, user: Any, scope: str) -> dict[str, Any]:
        told = {"auth_time": made[flask.request.form["code"]]["auth_time"], **super().generate_user_info(user, scope)}
        return {name: value for name, value in told.items() if value is not None}


class StaysSignedIn:
    """A browser that is signed in here and need not be asked is sent on at once, as if somebody had said who."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ[SINCE] = int(time.time())
        if environ["PATH_INFO"] != AUTHORIZE:
            return self.inner(environ, start_response)
        subject, since = self._known(environ)
        if environ["REQUEST_METHOD"] == "GET" and subject:
            body = urlencode({"sub": subject}).encode()
            environ |= {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
            environ |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", SINCE: since}

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = flask_form(environ).get("sub", "")
            if status.startswith("302") and said:
                headers.append(("Set-Cookie", f"{SIGNED_IN}={said}:{environ[SINCE]}; Path=/"))
            return start_response(status, headers, *more)

        return self.inner(environ, start)

    def _known(self, environ: dict[str, Any]) -> tuple[str, int]:
        """Who, and since when; nobody if they have to be asked."""
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(SIGNED_IN)
        subject, _colon, since = (found.value if found else "").partition(":")
        asked = dict(parse_qsl(environ["QUERY_STRING"]))
        if not subject or asked.get("prompt") == "login":
            return "", 0
        is_old = "max_age" in asked and time.time() - int(since) >= int(asked["max_age"])
        return ("", 0) if is_old else (subject, int(since))


def flask_form(environ: dict[str, Any]) -> dict[str, str]:
    """What was posted, as Flask has read it by the time it answers."""
    read = environ.get("werkzeug.request")
    return dict(read.form) if read is not None else {}


def app(**options: Any) -> flask.Flask:
    server = make_app(**options)
    server.register_blueprint(signing_out)
    server.wsgi_app = StaysSignedIn(server.wsgi_app)  # type: ignore[method-assign]
    return server


if __name__ == "__main__":
    _app.AuthorizationCodeGrant, _app.OpenIDCode = RememberingGrant, TimedCode
    program.app = app
    program.run()
