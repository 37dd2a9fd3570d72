"""Pages may load from their own origin only, are not framed and are not kept."""

import pytest
from django.http import HttpResponse

from config.middleware.headers import HeadersMiddleware


@pytest.fixture
def headers(rf):
    def headers(response=None):
        return HeadersMiddleware(lambda _: response or HttpResponse())(rf.get("/")).headers

    return headers


def directives(value):
    return {each.split()[0]: each.split()[1:] for each in value.split("; ")}


def test_the_policy_is_closed_unless_it_says_otherwise(headers):
    policy = directives(headers()["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    for name in ("frame-src", "frame-ancestors", "base-uri", "object-src"):
        assert policy[name] == ["'none'"]
    assert "unsafe" not in str(policy)


def test_a_page_with_a_preview_may_frame_its_own_origin_only(headers):
    response = HttpResponse()
    response.policy_additions = {"frame-src": ["'self'"]}
    found = headers(response)
    assert directives(found["Content-Security-Policy"])["frame-src"] == ["'self'"]
    assert found["X-Frame-Options"] == "DENY"
    assert directives(headers()["Content-Security-Policy"])["frame-src"] == ["'none'"]


def test_a_preview_may_be_framed_by_its_own_origin(headers):
    response = HttpResponse()
    response.policy_additions = {"frame-ancestors": ["'self'"]}
    found = headers(response)
    assert directives(found["Content-Security-Policy"])["frame-ancestors"] == ["'self'"]
    assert found["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "*", "https:"])
def test_the_policy_cannot_be_opened_to_everything(headers, source):
    response = HttpResponse()
    response.policy_additions = {"script-src": [source]}
    with pytest.raises(ValueError, match="script-src"):
        headers(response)


def test_answers_are_not_kept_unless_they_say_so(headers):
    assert headers()["Cache-Control"] == "no-store"
    assert headers(HttpResponse(headers={"Cache-Control": "max-age=60"}))["Cache-Control"] == "max-age=60"


def test_the_other_headers_are_on_every_answer(headers):
    found = headers()
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "same-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in found["Permissions-Policy"]
