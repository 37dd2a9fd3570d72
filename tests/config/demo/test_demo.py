"""`manage.py demo` from nothing: two clinics, everyone can sign in, Ctrl-C keeps everything."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from config.demo.processes import free_port
from tests.database import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 120.0


@contextmanager
def demo(folder: Path, port: int) -> Iterator[str]:
    """The demo running on data of its own; yields what it printed when it was ready."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    running = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env={**surroundings, "POLYCLINIC_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=(printed := folder / "printed").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while "Ctrl-C" not in printed.read_text() and time.monotonic() < deadline and running.poll() is None:
            time.sleep(0.2)
        yield printed.read_text()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)


@pytest.fixture
def folder(tmp_path_factory) -> Path:
    made = Path(f"/tmp/polyclinic-demo-{os.getpid()}")
    made.mkdir(mode=0o755)
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


def code_of(printed: str, email: str) -> str:
    return re.search(rf"(\d{{6}})  {re.escape(email)}", printed).group(1)


def sign_in(port: int, subdomain: str, email: str, password: str, code: str) -> httpx.Client:
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Host": f"{subdomain}.localhost:{port}"}, timeout=20
    )
    client.get("/accounts/login/")
    token = client.cookies["csrftoken"]
    client.post("/accounts/login/", data={"login": email, "password": password, "csrfmiddlewaretoken": token})
    token = client.cookies["csrftoken"]
    client.post("/accounts/2fa/authenticate/", data={"code": code, "csrfmiddlewaretoken": token})
    return client


def test_the_demo_runs_from_nothing_and_goes_on_where_it_stopped(folder):
    port = free_port()
    with demo(folder, port) as printed:
        assert "Ready after" in printed, printed
        password = re.search(r"Password for everyone: (.*)", printed).group(1)
        email = "desk@demo.example"
        client = sign_in(port, "demo", email, password, code_of(printed, email))
        page = client.get("/")
        assert page.status_code == 200
        assert "Harbour Street Clinic" in page.text
        elsewhere = {"Host": f"riverside.localhost:{port}"}
        stranger = httpx.get(f"http://127.0.0.1:{port}/", headers=elsewhere, cookies=dict(client.cookies))
        assert stranger.status_code == 302
    with demo(folder, port) as printed:
        assert "Opening" not in printed
        assert client.get("/").status_code == 200
