"""The parts of an installation know each other by certificates, and take no stranger for one another."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.core.cache.backends.redis import RedisCache
from kombu import Connection

from deploy import certificates

HERE = tuple(
    replace(part, user=os.geteuid(), name="localhost" if part.folder in ("database", "queue") else part.name)
    for part in certificates.PARTS
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As complete, and of another authority."""
    return _made(tmp_path_factory.mktemp("strangers"))


def _made(root: Path) -> Path:
    assert certificates.make(root, at=datetime.now(UTC), parts=HERE)
    return root


class Server:
    """Takes a connection as the part does, notes who showed a certificate, and hangs up."""

    def __init__(self, folder: Path, *, is_database: bool) -> None:
        self.seen: list[str] = []
        self.is_database = is_database
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(folder / "root.crt"))
        self.context.load_cert_chain(folder / "own.crt", folder / "own.key")
        self.context.verify_mode = ssl.CERT_REQUIRED
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _from = self.listening.accept()
                line.settimeout(10)
                with contextlib.suppress(OSError), contextlib.closing(line):
                    self._greet(line)

    def _greet(self, line: socket.socket) -> None:
        if self.is_database:
            line.recv(8)  # PostgreSQL's question whether TLS is spoken
            line.sendall(b"S")
        with self.context.wrap_socket(line, server_side=True) as secured:
            whose: Any = secured.getpeercert()
            if secured.recv(1):  # the driver looks at the server's name when hands are shaken, and then says nothing
                self.seen.append(dict(pair[0] for pair in whose["subject"])["commonName"])


@contextlib.contextmanager
def serving(folder: Path, *, is_database: bool = False) -> Iterator[Server]:
    server = Server(folder, is_database=is_database)
    yield server
    server.listening.close()


def query(folder: Path, **more: str) -> str:
    files = {"ssl_ca_certs": "root.crt", "ssl_certfile": "own.crt", "ssl_keyfile": "own.key"}
    said = {"ssl_cert_reqs": "required", **{name: str(folder / file) for name, file in files.items()}, **more}
    return "&".join(f"{name}={value}" for name, value in said.items())


def by_the_queue(host: str, port: int, folder: Path) -> None:
    with (
        Connection(f"rediss://{host}:{port}/0?{query(folder)}") as connection,
        pytest.raises(redis.exceptions.ConnectionError),
    ):
        connection.channel()


def by_the_cache(host: str, port: int, folder: Path) -> None:
    with pytest.raises(redis.exceptions.ConnectionError):
        RedisCache(f"rediss://{host}:{port}/1?{query(folder)}", {}).get("anything")


def by_the_driver(host: str, port: int, folder: Path) -> None:
    files = {"sslrootcert": "root.crt", "sslcert": "own.crt", "sslkey": "own.key"}
    said = "&".join(f"{name}={folder / file}" for name, file in files.items())
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://polyclinic_app@{host}:{port}/polyclinic?sslmode=verify-full&{said}")


ASKING = [(by_the_queue, "queue"), (by_the_cache, "queue"), (by_the_driver, "database")]
Asks = Callable[[str, int, Path], None]


@pytest.mark.parametrize(("ask", "part"), ASKING)
def test_a_server_knows_who_asks_by_the_certificate(parts: Path, ask: Asks, part: str):
    with serving(parts / part, is_database=part == "database") as server:
        ask("localhost", server.port, parts / "serving")

    assert set(server.seen) == {"polyclinic_app"}


@pytest.mark.parametrize(("ask", "part"), ASKING)
def test_nobody_talks_to_a_server_of_another_authority_or_name(parts: Path, strangers: Path, ask: Asks, part: str):
    with serving(strangers / part, is_database=part == "database") as stranger:
        ask("localhost", stranger.port, parts / "serving")
    with serving(parts / part, is_database=part == "database") as misnamed:
        ask("127.0.0.1", misnamed.port, parts / "serving")

    assert stranger.seen + misnamed.seen == []


@pytest.mark.parametrize(("ask", "part"), ASKING)
def test_a_server_takes_no_certificate_of_another_authority(parts: Path, strangers: Path, ask: Asks, part: str):
    mixed = strangers.parent / f"mixed-{part}-{ask.__name__}"
    mixed.mkdir()
    for name, origin in (("root.crt", parts), ("own.crt", strangers), ("own.key", strangers)):
        (mixed / name).write_bytes((origin / "serving" / name).read_bytes())
        (mixed / name).chmod(0o600)
    with serving(parts / part, is_database=part == "database") as server:
        ask("localhost", server.port, mixed)

    assert server.seen == []


def test_keys_are_for_their_part_alone_and_what_is_there_stays(parts: Path):
    before = (parts / "serving" / "own.key").read_bytes()

    assert not certificates.make(parts, at=datetime.now(UTC), parts=HERE)
    assert (parts / "serving" / "own.key").read_bytes() == before
    assert {stat.S_IMODE((parts / part.folder / "own.key").stat().st_mode) for part in HERE} == {0o600}
    assert len({(parts / part.folder / "own.key").read_bytes() for part in HERE}) == len(HERE)


def test_what_was_begun_and_not_finished_is_made_anew(tmp_path: Path):
    root = _made(tmp_path)
    before = (root / "serving" / "own.key").read_bytes()
    (root / "owner" / "root.crt").unlink()

    assert certificates.make(root, at=datetime.now(UTC), parts=HERE)
    assert (root / "serving" / "own.key").read_bytes() != before
