"""A PostgreSQL server of our own, for the demo and the tests: started on demand, shared, and still there tomorrow.

Every process that needs it calls `ensure_running()`. The first one makes the server, the others find it; it outlives
them all until someone calls `stop()`. A server that was killed is started again on its data. Writes are as durable as
in production. It listens on 127.0.0.1 only and asks for a password (SCRAM); there is no socket in the file system.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from config import env
from config.postgres.binaries import (
    SHARED,
    EmbeddedServerError,
    binary,
    give_to_server,
    run_as_server,
    server_user,
)

__all__ = ["EmbeddedServer", "EmbeddedServerError", "binary", "ensure_running", "stop"]

HOST = "127.0.0.1"
SUPERUSER = "polyclinic_super"
PATIENCE = 60.0  # seconds to wait for a server that is starting or recovering
ATTEMPTS = 5  # a port may be taken between choosing it and using it

CONFIGURATION = """\
listen_addresses = '{host}'
port = {port}
unix_socket_directories = ''
max_connections = 200
max_locks_per_transaction = 256
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
# A log may hold no value of any row: no statement text, no "Key (...)=(...)" detail.
log_min_error_statement = panic
log_error_verbosity = terse
"""


@dataclass(frozen=True)
class EmbeddedServer:
    host: str
    port: int
    superuser: str
    password: str = field(repr=False)
    data_dir: Path

    def dsn(self, database: str, user: str | None = None, password: str | None = None) -> str:
        """A connection URL: the superuser's, unless a user is named."""
        secret = password if user else self.password
        login = quote(user or self.superuser, safe="") + (f":{quote(secret, safe='')}" if secret else "")
        return f"postgresql://{login}@{self.host}:{self.port}/{quote(database, safe='')}?sslmode=disable"


def default_home() -> Path:
    """Where this checkout's server keeps its data."""
    return env.data_dir() / "postgres"


def ensure_running(home: Path | None = None) -> EmbeddedServer:
    """This checkout's server, started if it is not running. Raises EmbeddedServerError if it cannot be."""
    home = home or default_home()
    if server := _answering(home):
        return server
    with _sole_starter(home):
        return _answering(home) or _start(home)


def identity(home: Path | None = None) -> str:
    """What tells this run of the living server from every other; empty when none lives. It may still be starting."""
    data = (home or default_home()) / "data"
    try:
        told = (data / "postmaster.pid").read_text().splitlines()[:4]  # process, folder, start, port
    except OSError:
        return ""
    return "|".join(told) if _postmaster(data) else ""


def stop(server: EmbeddedServer) -> None:
    """Stop the server, ending its connections; what was committed stays. Harmless when it is not running."""
    with _sole_starter(server.data_dir.parent):
        if _postmaster(server.data_dir):
            run_as_server([binary("pg_ctl"), "stop", "-D", server.data_dir, "-m", "fast", "-w", "-t", "60"])


@contextlib.contextmanager
def _sole_starter(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    if server_user():  # it must be able to pass through
        for folder in (home, *home.parents):
            if folder.is_relative_to(SHARED):
                folder.chmod(folder.stat().st_mode | 0o011)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _answering(home: Path) -> EmbeddedServer | None:
    """The server, if its process lives and it accepts a real connection; the port is the one it says it has."""
    data = home / "data"
    if not _postmaster(data):
        return None
    try:
        port = int((data / "postmaster.pid").read_text().splitlines()[3])
        server = EmbeddedServer(HOST, port, SUPERUSER, (home / "password").read_text(), data)
        psycopg.connect(server.dsn("postgres"), connect_timeout=3).close()
    except (OSError, IndexError, ValueError, psycopg.OperationalError):
        return None
    return server


def _start(home: Path) -> EmbeddedServer:
    data = home / "data"
    if not data.exists():
        _initialise(home)
    deadline, starts = time.monotonic() + PATIENCE, 0
    while time.monotonic() < deadline and starts < ATTEMPTS:
        if not _postmaster(data):
            _clear_away_the_dead(data)
            _configure(home)
            starts += 1
            run_as_server([binary("pg_ctl"), "start", "-D", data, "-l", data / "server.log", "-w", "-t", "30"])
        if server := _answering(home):
            return server
        time.sleep(0.2)
    log = data / "server.log"
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else "no log was written"
    raise EmbeddedServerError(f"PostgreSQL in {data} does not answer:\n{tail}")


def _initialise(home: Path) -> None:
    """Make the cluster beside its place and move it there whole: a kill half-way leaves nothing to trip over."""
    draft, password = home / "data.new", home / "password"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(32))
    give_to_server(draft)
    give_to_server(password)
    arguments = ["--username", SUPERUSER, "--pwfile", str(password), "--auth", "scram-sha-256", "--no-sync"]
    locale = ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    done = run_as_server([binary("initdb"), "-D", draft, *arguments, *locale])
    if done.returncode:
        raise EmbeddedServerError(f"initdb failed in {draft}:\n{done.stdout}")
    with (draft / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude 'polyclinic.conf'\n")
    draft.rename(home / "data")


def _configure(home: Path) -> None:
    configuration = home / "data" / "polyclinic.conf"
    configuration.write_text(CONFIGURATION.format(host=HOST, port=_kept_port(home)))
    give_to_server(configuration)


def _kept_port(home: Path) -> int:
    """The port of last time if it is still free, so that bookmarked connections keep working; else another one."""
    kept = home / "port"
    for port in (int(kept.read_text()) if kept.exists() else 0, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            free = int(probe.getsockname()[1])
            kept.write_text(str(free))
            return free
    raise EmbeddedServerError("No free port on 127.0.0.1.")


def _postmaster(data: Path) -> int | None:
    """The id of the living server process on this data folder."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _processes_in(data, [pid]) else None


def _processes_in(data: Path, candidates: list[int]) -> list[int]:
    """Those that are PostgreSQL at work in the data folder: a reused id or a zombie is not.

    Without /proc (macOS) any living process counts.
    """
    if Path("/proc/self").exists():
        return [pid for pid in candidates if _works_in(pid, data)]
    return [pid for pid in candidates if _is_alive(pid)]


def _works_in(pid: int, data: Path) -> bool:
    process = Path(f"/proc/{pid}")
    try:
        return (process / "comm").read_text().strip() == "postgres" and (process / "cwd").samefile(data)
    except OSError:
        return False


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _clear_away_the_dead(data: Path) -> None:
    """After a kill -9: end the sessions whose server is gone, and forget an id that now names something else."""
    if not Path("/proc/self").exists():
        return  # PostgreSQL clears up by itself, unless the id was reused
    everyone = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    orphans = _processes_in(data, everyone)
    for pid in orphans:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while _processes_in(data, orphans):
        time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)
