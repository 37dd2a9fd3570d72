"""Background work is counted by task and outcome, its lines name the task, and it can be asked."""

from http.client import HTTPConnection

import pytest
import structlog
from celery import current_app
from prometheus_client import REGISTRY

from clinics.events import mail, sending
from config.observability import worker

seen = []


@pytest.fixture
def task():
    @current_app.task(name="tests.look")
    def look(failing: bool = False) -> None:
        seen.append(structlog.contextvars.get_contextvars())
        if failing:
            raise ValueError("Quackenbush")

    yield look
    current_app.tasks.pop("tests.look")
    seen.clear()


def tasks(state: str) -> float:
    return REGISTRY.get_sample_value("polyclinic_tasks_total", {"task": "tests.look", "state": state}) or 0


@pytest.mark.parametrize(("failing", "state"), [(False, "success"), (True, "failure")])
def test_a_task_is_counted_by_its_outcome_and_named_in_its_lines(task, failing, state):
    before = tasks(state)
    result = task.apply(kwargs={"failing": failing})

    assert tasks(state) == before + 1
    assert (seen[0]["task"], seen[0]["task_id"]) == ("tests.look", result.id)
    assert "task" not in structlog.contextvars.get_contextvars()


def test_a_mail_that_leaves_is_counted_by_its_state(in_alder, at):
    def kept() -> float:
        return REGISTRY.get_sample_value("polyclinic_mails_total", {"state": "kept"}) or 0

    sending.send_waiting(at=at)  # whatever opening the clinic has left waiting
    before = kept()
    mail.enqueue(purpose="test", to="dana@example.org", subject="Hello", text="Hello", at=at)
    sending.send_waiting(at=at)
    assert kept() == before + 1


@pytest.fixture
def ask():
    port = worker.serve(0)

    def ask(path: str, token: str = "") -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        return response.status, response.read()

    return ask


def test_the_worker_answers_for_itself(ask, settings):
    settings.METRICS_TOKEN = "right"
    assert ask("/healthz") == (200, b"ok\n")
    assert ask("/metrics", "wrong")[0] == 401
    status, page = ask("/metrics", "right")
    assert (status, b"polyclinic_tasks_total" in page) == (200, True)
    assert ask("/patients/")[0] == 404
