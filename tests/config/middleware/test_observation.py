"""One line and one count per request: by route, with clinic and request, never with what was asked for."""

import io
import json
import logging

import pytest
from prometheus_client import REGISTRY

from config.observability.logging import logging_settings
from tests.factories.staff import Role


@pytest.fixture
def lines():
    """The lines written from here on, as production writes them."""
    stream = io.StringIO()
    configured = logging_settings(readable=False)["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(configured.pop("()")(**configured))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def requests(lines):
    return [line for line in lines() if line["logger"] == "polyclinic.access"]


def test_a_page_of_a_clinic(visit, alder, lines):
    before = REGISTRY.get_sample_value("polyclinic_clinic_requests_total", {"clinic": alder.schema_name}) or 0

    response = visit(alder, Role.FRONT_DESK).get("/accounts/login/", {"q": "Quackenbush"})

    (line,) = requests(lines)
    assert line["clinic"] == alder.schema_name
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert line["status"] == response.status_code
    assert "Quackenbush" not in json.dumps(lines())
    after = REGISTRY.get_sample_value("polyclinic_clinic_requests_total", {"clinic": alder.schema_name})
    assert after == before + 1


def test_an_unknown_host_and_an_unknown_path_name_no_route(visit, alder, lines):
    visit(alder).get("/Quackenbush/")
    visit(None).get("/", HTTP_HOST="quackenbush.example")

    assert [(line["route"], line["status"]) for line in requests(lines)][-1] == ("unknown", 404)
    assert "uackenbush" not in json.dumps(lines())


@pytest.mark.parametrize("host", ["clinic", "platform", "unknown"])
def test_every_answer_carries_the_headers(visit, alder, host):
    client = visit(alder) if host == "clinic" else visit(None)
    response = client.get("/", **({"HTTP_HOST": "unknown.example"} if host == "unknown" else {}))
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_health_is_asked_without_a_line_or_a_redirect(visit, lines):
    assert visit(None).get("/healthz", HTTP_HOST="10.0.0.9").status_code == 200
    assert requests(lines) == []
