"""A real server: how soon it is ready, how much memory it takes, how long signing in takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil

from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.benchmarks.measuring import Line
from tests.factories.staff import PASSWORD
from tests.processes import Server, serving

WORKERS = 3
REQUESTS = 600


def lines(clinic: Clinic) -> Iterator[Line]:
    began = time.perf_counter()
    with serving("--workers", str(WORKERS), "--threads", "4", TEST_POOL_SIZE="8") as server:
        yield Line("web ready", time.perf_counter() - began, 4.0, "s", f"{WORKERS} workers")
        per_page = load(server, clinic)
        yield Line("one page under 8 clients", per_page, None, "ms")
        yield Line("signing in with a password", sign_in_ms(server, clinic), None, "ms", "argon2 included")
        yield Line("memory after load", memory(server), 400, "MB", f"{WORKERS} workers and their parent, PSS")


def load(server: Server, clinic: Clinic) -> float:
    """Milliseconds per page as the server gives them out; every answer must be right."""

    def ask(_client: int) -> None:
        client = server.client(clinic, Role.CLINICIAN)
        for _ in range(REQUESTS // 8):
            assert client.get("/").status_code == 200

    began = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    return (time.perf_counter() - began) * 1000 / REQUESTS


def sign_in_ms(server: Server, clinic: Clinic, times: int = 5) -> float:
    spent = 0.0
    for _ in range(times):
        client = server.client(clinic)
        client.get("/accounts/login/")
        token = next(value for name, value in client.cookies.items() if "csrf" in name)
        form = {"login": "clinician@example.com", "password": PASSWORD, "csrfmiddlewaretoken": token}
        began = time.perf_counter()
        answer = client.post("/accounts/login/", data=form)
        spent += time.perf_counter() - began
        assert answer.status_code == 302, answer.status_code
    return spent * 1000 / times


def memory(server: Server) -> float:
    """Megabytes, shared pages counted once."""
    assert server.process is not None
    parent = psutil.Process(server.process.pid)
    family = [parent, *parent.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in family) / 1e6
