"""Pages may load from their own origin only, are not framed and are not kept."""

import pytest
from django.http import HttpResponse

from clinics.kit.current import entering_platform
from clinics.models import Domain
from config.live import front
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


DEMANDED = "max-age=31536000; includeSubDomains; preload"


@pytest.fixture
def as_in_production(db, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/accounts/login/", "", 200),
        ("/patients/", "", 302),
        ("/static/css/base.css", "", 200),
        ("/nothing/", "", 404),
        ("/", "nowhere.example.org", 404),
        ("/healthz", "10.0.0.1", 200),
        ("/api/v1/patients/", "", 401),
    ],
)
@pytest.mark.usefixtures("as_in_production")
def test_every_answer_over_tls_tells_browsers_to_come_back_over_it(alder, client, path, host, status):
    answer = client.get(path, secure=True, headers={"Host": host or alder.canonical_host})

    assert answer.status_code == status
    assert answer["Strict-Transport-Security"] == DEMANDED


def test_a_host_that_leads_to_the_canonical_one_says_so_too(db, alder, client, as_in_production):
    with entering_platform():
        Domain.objects.create(domain="elsewhere.example.org", tenant=alder, is_primary=False)

    answer = client.get("/", secure=True, headers={"Host": "elsewhere.example.org"})

    assert answer.status_code == 308
    assert answer["Strict-Transport-Security"] == DEMANDED


def test_a_live_stream_says_so_too(as_in_production):
    assert (b"strict-transport-security", DEMANDED.encode()) in front.opening_headers()


def test_nothing_is_demanded_in_clear_or_where_nobody_asked_for_it(db, alder, client, settings):
    assert "Strict-Transport-Security" not in client.get("/healthz", secure=True).headers
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
