"""The server starts with the product's own configuration, answers, and leaves no line with an address in it."""

import os
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

from config.observability.ask import is_well
from deploy import certificates

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK" if environ["PATH_INFO"] == "/healthz" else "404 Not Found", [("Content-Length", "0")])
    return [b""]
"""


@pytest.fixture
def server(tmp_path):
    yield from serving(tmp_path)


@pytest.fixture
def secured(tmp_path):
    """With a certificate of its own for the proxy."""
    certificates.make(
        tmp_path / "tls", at=datetime.now(UTC), parts=(certificates.Part("web", "localhost", os.geteuid()),)
    )
    own = tmp_path / "tls" / "web"
    for port, _process, _folder in serving(
        tmp_path, WEB_TLS_CERTIFICATE=str(own / "own.crt"), WEB_TLS_KEY=str(own / "own.key")
    ):
        yield port, own


def serving(tmp_path, **more):
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
        **more,
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


def eventually_well(port, certificate=""):
    until = time.monotonic() + 20
    while not is_well(port, "/healthz", certificate) and time.monotonic() < until:
        time.sleep(0.1)
    return is_well(port, "/healthz", certificate)


def test_it_answers_its_health_check_and_writes_no_addresses(server):
    port, process, folder = server
    assert eventually_well(port)
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


def test_with_a_certificate_it_speaks_tls_and_nothing_else(secured):
    port, own = secured
    assert eventually_well(port, str(own / "own.crt"))

    known = ssl.create_default_context(cafile=str(own / "root.crt"))
    connection = HTTPSConnection("localhost", port, timeout=5, context=known)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    assert connection.sock.version() in ("TLSv1.2", "TLSv1.3")
    connection.close()
    assert not is_well(port, "/healthz")


def test_without_a_server_it_is_not_well():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert not is_well(port, "/healthz")
