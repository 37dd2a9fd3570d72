"""When something breaks, nothing of what it was working on is told: on the page, to a program, in lines or by mail."""

from __future__ import annotations

import io
import logging
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from celery.app.trace import build_tracer
from django.core import mail

from config.observability.logging import logging_settings
from patients.actions import registration
from tests.factories.staff import Role
from tests.factories.tokens import Program, bearer
from tests.proofs.leaks import Search

SECRET = "Zqunheardof"
BORN = {"birth_date_year": "1931", "birth_date_month": "7", "birth_date_day": "19"}


@pytest.fixture(params=[False, True], ids=["JSON", "readable"])
def lines(request):
    """What is written from here on by every logger of the process, at the level of production."""
    stream = io.StringIO()
    configured = logging_settings(readable=request.param)["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(configured.pop("()")(**configured))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream.getvalue
    root.removeHandler(handler)


def breaks(*, person: Any = None, **more: Any) -> None:
    """As a fault of ours would: what it works on is in its variables, and in what it says."""
    told = {"person": repr(person), "secret": SECRET}
    try:
        raise KeyError(f"no such thing as {told['secret']}")
    except KeyError as error:
        raise RuntimeError(f"could not keep {SECRET}", told) from error


def seen(text: str | bytes) -> set[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return {found.form for found in Search([SECRET]).in_bytes(content, "told")}


def test_a_page_that_breaks_tells_nothing(alder, visit, lines, monkeypatch):
    monkeypatch.setattr(registration, "register", breaks)
    web = visit(alder, Role.FRONT_DESK)
    web.raise_request_exception = False

    answer = web.post("/patients/new/", {"given": SECRET, "family": f"{SECRET}son", **BORN})

    assert answer.status_code == 500
    assert "builtins.RuntimeError" in lines()
    assert ":breaks:" in lines()
    assert seen(lines()) == seen(answer.content) == set()
    assert mail.outbox == []


def test_an_endpoint_that_breaks_tells_nothing(alder, db, at, lines, monkeypatch):
    monkeypatch.setattr(registration, "register", breaks)
    program = Program(alder, bearer(alder, at=at))
    program.web.raise_request_exception = False

    answer = program.web.post(
        "/api/v1/patients/",
        {"given": SECRET, "family": SECRET},
        content_type="application/json",
        headers={"Authorization": f"Bearer {program.token}", "Idempotency-Key": "one"},
    )

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert "builtins.RuntimeError" in lines()
    assert seen(lines()) == seen(answer.content) == set()


def test_a_task_that_breaks_tells_nothing(lines):
    @current_app.task(name="tests.breaks")
    def task(word: str, more: str) -> None:
        breaks(person=word)

    try:
        trace = build_tracer("tests.breaks", task, app=current_app._get_current_object())
        trace(str(uuid4()), (SECRET,), {"more": SECRET}, {"args": (SECRET,), "kwargs": {"more": SECRET}})
    finally:
        current_app.tasks.pop("tests.breaks")

    assert "celery.app.trace" in lines()
    assert ":breaks:" in lines()
    assert seen(lines()) == set()


def test_it_would_be_seen():
    assert seen(f"Task failed: RuntimeError('could not keep {SECRET}')") == {"plain"}
    with pytest.raises(RuntimeError) as raised:
        breaks(person=SECRET)
    assert seen(str(raised.getrepr(showlocals=True))) != set()
