"""Whose passkey counts: the standard alone would accept hosts below our own."""

import base64
import json

import pytest
from django.conf import settings

from clinics.staff.adapters.forms import _origin_of, _own_origin


def signed_on(origin: str) -> str:
    data = (
        base64.urlsafe_b64encode(json.dumps({"type": "webauthn.get", "origin": origin}).encode()).decode().rstrip("=")
    )
    return json.dumps({"response": {"clientDataJSON": data}})


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"response": {"clientDataJSON": 3}}', '{"response": null}'])
def test_what_no_browser_sends_has_no_origin(text):
    assert _origin_of(text) == ""


def test_the_origin_is_read_as_the_browser_wrote_it(rf, alder):
    from allauth.core import context

    request = rf.get("/")
    request.clinic = alder
    with context.request_context(request):
        assert _own_origin() == alder.base_url == _origin_of(signed_on(alder.base_url))
    request.clinic = None
    with context.request_context(request):
        assert _own_origin() == f"http://{settings.BASE_DOMAIN}" != _origin_of(signed_on(alder.base_url))
