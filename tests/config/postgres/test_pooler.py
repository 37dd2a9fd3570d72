"""Nothing starts behind a pooler that would mix up clinics."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import connections

from config.postgres import pooler
from tests.config.postgres import pgbouncer
from tests.config.postgres.shared_server import pooling
from tests.processes import ROOT, environment

PROGRAMS = {
    "config.wsgi": [sys.executable, "-c", "import config.wsgi"],
    "config.asgi": [sys.executable, "-c", "import config.asgi"],
    "dispatch": [sys.executable, "manage.py", "dispatch"],
    "worker": [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "solo"],
}
lacking = pytest.mark.skipif(not pgbouncer.PROGRAM, reason="no pgbouncer here; the small pooler shows the same")


@pytest.fixture
def params(db):
    return connections["default"].get_connection_params()


@pytest.fixture
def folder():
    """One that the pooler's own user may enter."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def started(command: list[str], params, port: int) -> subprocess.CompletedProcess[str]:
    """What becomes of a program whose database is behind this port."""
    url = f"postgresql://{params['user']}:{params['password']}@127.0.0.1:{port}/{params['dbname']}?sslmode=disable"
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment({"DATABASE_URL": url}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_direct_connection_is_taken(params):
    pooler.check(params)


def test_a_pooler_in_session_mode_is_taken(params):
    with pooling(params["host"], int(params["port"]), shares=False) as port:
        pooler.check({**params, "port": port})


@pytest.mark.parametrize("turns", [False, True])
def test_a_pooler_in_transaction_mode_is_refused_with_what_to_do(params, turns):
    with (
        pooling(params["host"], int(params["port"]), shares=True, turns=turns) as port,
        pytest.raises(pooler.SharedSessions, match="session mode, or connect to PostgreSQL directly"),
    ):
        pooler.check({**params, "port": port})


@pytest.mark.parametrize("start", PROGRAMS)
def test_every_process_that_serves_refuses_to_start(params, start):
    with pooling(params["host"], int(params["port"]), shares=True) as port:
        done = started(PROGRAMS[start], params, port)

    assert done.returncode != 0
    assert "session mode" in done.stderr + done.stdout


def test_pages_start_behind_a_pooler_in_session_mode(params):
    with pooling(params["host"], int(params["port"]), shares=False) as port:
        done = started(PROGRAMS["config.wsgi"], params, port)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("shares", "answer"), [(True, "WRONG isolation"), (False, "ok    isolation")])
def test_the_check_of_a_clinic_says_so_too(params, alder, shares, answer):
    with pooling(params["host"], int(params["port"]), shares=shares) as port:
        done = started([sys.executable, "manage.py", "check_clinic", alder.subdomain], params, port)

    [line] = [line for line in done.stdout.splitlines() if "isolation" in line]
    assert line.startswith(answer)
    assert ("session mode" in line) is shares


@lacking
@pytest.mark.parametrize("mode", ["transaction", "statement"])
@pytest.mark.parametrize("turns", [0, 1])
def test_pgbouncer_is_refused_where_it_shares_sessions(params, folder, mode, turns):
    with (
        pgbouncer.bouncing(folder, params, mode=mode, turns=turns, ready=6) as port,
        pytest.raises(pooler.SharedSessions),
    ):
        pooler.check({**params, "port": port})


@lacking
def test_pgbouncer_is_taken_in_session_mode(params, folder):
    with pgbouncer.bouncing(folder, params, mode="session") as port:
        pooler.check({**params, "port": port})
