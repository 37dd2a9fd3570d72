import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.postgres import embedded

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def home() -> Iterator[Path]:
    """A place that a dropped user can reach, unlike pytest's own temporary folders when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="polyclinic-embedded-"))
    folder.chmod(0o755)
    yield folder / "server"
    if (folder / "server" / "data").exists():
        embedded.stop(embedded.ensure_running(folder / "server"))
    shutil.rmtree(folder)


def _ask(server: embedded.EmbeddedServer, question: str) -> object:
    with psycopg.connect(server.dsn("postgres")) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def _kill(server: embedded.EmbeddedServer) -> None:
    os.kill(int((server.data_dir / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_a_second_start_finds_the_running_server(home: Path) -> None:
    first = embedded.ensure_running(home)
    started = _ask(first, "SELECT pg_postmaster_start_time()")

    second = embedded.ensure_running(home)

    assert second == first
    assert _ask(second, "SELECT pg_postmaster_start_time()") == started


def test_it_is_as_durable_as_production_and_reachable_from_this_machine_only(home: Path) -> None:
    server = embedded.ensure_running(home)

    names = ("fsync", "full_page_writes", "synchronous_commit", "listen_addresses", "unix_socket_directories")
    assert {name: _ask(server, f"SHOW {name}") for name in names} == {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
    }


def test_it_sorts_by_code_point_with_unicode_letters(home: Path) -> None:
    server = embedded.ensure_running(home)

    assert _ask(server, "SELECT lower('ÉÑ')") == "éñ"
    assert _ask(server, "SELECT datlocale FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"


def test_a_wrong_password_is_refused(home: Path) -> None:
    server = embedded.ensure_running(home)

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.dsn("postgres", user=server.superuser, password="guessed"))


def test_nobody_else_can_read_its_files(home: Path) -> None:
    server = embedded.ensure_running(home)

    assert server.data_dir.stat().st_mode & 0o077 == 0
    assert (home / "password").stat().st_mode & 0o077 == 0
    assert server.password not in repr(server)


@pytest.mark.parametrize("sessions", [0, 3])
def test_a_killed_server_comes_back_with_what_was_committed(home: Path, sessions: int) -> None:
    server = embedded.ensure_running(home)
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'still here' AS word")
    connected = [psycopg.connect(server.dsn("postgres")) for _ in range(sessions)]

    _kill(server)
    again = embedded.ensure_running(home)

    assert again.port == server.port
    assert _ask(again, "SELECT word FROM kept") == "still here"
    for connection in connected:
        connection.close()


def test_a_stale_process_id_that_names_something_else_is_not_mistaken_for_the_server(home: Path) -> None:
    server = embedded.ensure_running(home)
    written = (server.data_dir / "postmaster.pid").read_text().split("\n", 1)[1]
    embedded.stop(server)
    (server.data_dir / "postmaster.pid").write_text(f"{os.getpid()}\n{written}")

    assert _ask(embedded.ensure_running(home), "SELECT 1") == 1


def test_a_taken_port_is_replaced(home: Path) -> None:
    server = embedded.ensure_running(home)
    embedded.stop(server)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((server.host, server.port))
        other.listen()

        again = embedded.ensure_running(home)

        assert again.port != server.port
        assert _ask(again, "SELECT 1") == 1


def test_a_kill_while_the_cluster_is_made_leaves_nothing_to_trip_over(home: Path) -> None:
    (home / "data.new" / "base").mkdir(parents=True)

    assert _ask(embedded.ensure_running(home), "SELECT 1") == 1


def test_eight_starters_at_once_share_one_server(home: Path) -> None:
    program = (
        "import sys, pathlib; from config.postgres import embedded; "
        "print(embedded.ensure_running(pathlib.Path(sys.argv[1])).port)"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", program, str(home)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]

    ports = {starter.communicate(timeout=60)[0].strip() for starter in starters}

    assert [starter.returncode for starter in starters] == [0] * 8
    assert ports == {str(embedded.ensure_running(home).port)}


def test_a_stopped_server_stays_stopped_until_asked_for(home: Path) -> None:
    server = embedded.ensure_running(home)

    embedded.stop(server)
    embedded.stop(server)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.dsn("postgres"), connect_timeout=2)
