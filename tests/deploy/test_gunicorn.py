"""The server starts with the product's own configuration, answers, and leaves no line with an address in it."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.observability.ask import is_well

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK" if environ["PATH_INFO"] == "/healthz" else "404 Not Found", [("Content-Length", "0")])
    return [b""]
"""


@pytest.fixture
def server(tmp_path):
    (tmp_path / "served.py").write_text(APPLICATION)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "numbers"),
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": f"{ROOT}:{tmp_path}",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(ROOT / "deploy/gunicorn.conf.py"),
        "served:application",
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield port, process, tmp_path
    process.terminate()
    process.wait(timeout=30)


def test_it_answers_its_health_check_and_writes_no_addresses(server):
    port, process, folder = server
    until = time.monotonic() + 20
    while not is_well(port, "/healthz") and time.monotonic() < until:
        time.sleep(0.1)
    assert is_well(port, "/healthz")
    assert not is_well(port, "/readyz")

    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/patients/?q=Quackenbush")
    connection.getresponse().read()
    connection.close()
    process.terminate()
    written, _ = process.communicate(timeout=30)

    assert "Listening at" in written
    assert "Quackenbush" not in written
    assert not (folder / "home").exists(), "a control socket was opened in the home folder"


def test_without_a_server_it_is_not_well():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert not is_well(port, "/healthz")
