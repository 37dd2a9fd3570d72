"""Cookies of ours besides the session's and the form token's: whose they are is in their names.

Over TLS a browser takes `__Host-` only from this very host, for all of it, and never gives it to another.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

HOST = "__Host-"


def name_of(plain: str, request: HttpRequest) -> str:
    """As it is called here: theme.js knows the same rule."""
    return f"{HOST}{plain}" if request.is_secure() else plain


def read(request: HttpRequest, plain: str) -> str:
    return request.COOKIES.get(name_of(plain, request), "")


def keep(answer: HttpResponseBase, request: HttpRequest, plain: str, value: str, *, seconds: int) -> None:
    """For scripts to read as well: nothing secret is kept this way. An empty value is forgotten."""
    answer.set_cookie(
        name_of(plain, request),
        value,
        max_age=seconds if value else 0,
        secure=request.is_secure(),
        samesite="Lax",
    )
