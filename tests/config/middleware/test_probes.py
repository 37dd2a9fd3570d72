"""Health and numbers answer on any host, by address too, before the host or a clinic is looked at."""

import json

import pytest
from django.http import HttpResponse

from config.middleware.probes import ProbesMiddleware

ANY_HOSTS = ["10.1.2.3", "unknown.example", "bad host!", "demo.localhost:8000"]


@pytest.fixture
def ask(rf):
    middleware = ProbesMiddleware(lambda request: HttpResponse("the application"))

    def ask(path, host="10.1.2.3", method="get", **headers):
        return middleware(getattr(rf, method)(path, HTTP_HOST=host, **headers))

    return ask


@pytest.mark.parametrize("host", ANY_HOSTS)
def test_it_is_alive_on_any_host(ask, host):
    response = ask("/healthz", host)
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ANY_HOSTS)
def test_it_is_ready_with_the_database_and_its_migrations(ask, host):
    response = ask("/readyz", host)
    body = json.loads(response.content)
    assert (response.status_code, body["ready"]) == (200, True)
    assert (body["checks"]["database"], body["checks"]["migrations"]) == ("ok", "ok")
    assert set(body["checks"]) == {"database", "migrations", "cache", "broker", "storage"}


def test_numbers_do_not_exist_without_a_token_set(ask, settings):
    settings.METRICS_TOKEN = ""
    assert ask("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic right", "right", "Bearer righté"])
def test_numbers_are_refused_to_whoever_lacks_the_token(ask, settings, given):
    settings.METRICS_TOKEN = "right"
    response = ask("/metrics", HTTP_AUTHORIZATION=given)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert response.content == b""


def test_numbers_are_given_to_whoever_holds_the_token(ask, settings):
    settings.METRICS_TOKEN = "right"
    response = ask("/metrics", HTTP_AUTHORIZATION="Bearer right")
    assert response.status_code == 200
    assert b"# TYPE polyclinic_requests_total counter" in response.content


def test_only_reading_is_allowed(ask):
    assert ask("/healthz", method="post").status_code == 405


@pytest.mark.parametrize("path", ["/", "/healthz/", "/healthzz", "/patients/healthz"])
def test_other_addresses_go_on_to_the_application(ask, path):
    assert ask(path).content == b"the application"
