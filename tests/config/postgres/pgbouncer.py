"""PgBouncer itself, where the machine has it: the small pooler beside this file stands for it everywhere else."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.processes import free_port

PROGRAM = shutil.which("pgbouncer")
CONFIGURATION = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/users.txt
pool_mode = {mode}
default_pool_size = 20
min_pool_size = {ready}
server_round_robin = {turns}
"""


@contextmanager
def bouncing(folder: Path, params: dict[str, Any], *, mode: str, turns: int = 0, ready: int = 0) -> Iterator[int]:
    """The port of a PgBouncer in this mode; with `turns` it hands out the connection that rested longest."""
    listen = free_port()
    told = {"host": params["host"], "port": params["port"], "folder": folder, "listen": listen}
    (folder / "users.txt").write_text(f'"{params["user"]}" "{params["password"]}"\n')
    (folder / "own.ini").write_text(CONFIGURATION.format(**told, mode=mode, turns=turns, ready=ready))
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    process = subprocess.Popen([str(PROGRAM), "-q", *user, str(folder / "own.ini")], stderr=subprocess.DEVNULL)
    try:
        wait_for(listen)
        yield listen
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("pgbouncer did not start")
