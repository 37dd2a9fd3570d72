"""Nothing starts behind a pooler that would mix up clinics."""

import subprocess
import sys

import pytest
from django.db import connections

from config.postgres import pooler
from tests.config.postgres.shared_server import pooling
from tests.processes import ROOT, environment


@pytest.fixture
def params(db):
    return connections["default"].get_connection_params()


def test_a_direct_connection_is_taken(params):
    pooler.check(params)


def test_a_pooler_in_session_mode_is_taken(params):
    with pooling(params["host"], int(params["port"]), shares=False) as port:
        pooler.check({**params, "port": port})


def test_a_pooler_in_transaction_mode_is_refused_with_what_to_do(params):
    with (
        pooling(params["host"], int(params["port"]), shares=True) as port,
        pytest.raises(pooler.SharedSessions, match="session mode, or connect to PostgreSQL directly"),
    ):
        pooler.check({**params, "port": port})


@pytest.mark.parametrize("start", ["config.wsgi", "config.asgi", "dispatch", "worker"])
def test_every_process_that_serves_refuses_to_start(params, start):
    user, password, name = params["user"], params["password"], params["dbname"]
    programs = {
        "dispatch": [sys.executable, "manage.py", "dispatch"],
        "worker": [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "solo"],
    }
    with pooling(params["host"], int(params["port"]), shares=True) as port:
        url = f"postgresql://{user}:{password}@127.0.0.1:{port}/{name}?sslmode=disable"
        done = subprocess.run(
            programs.get(start, [sys.executable, "-c", f"import {start}"]),
            cwd=ROOT,
            env=environment({"DATABASE_URL": url}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode != 0
    assert "session mode" in done.stderr + done.stdout
