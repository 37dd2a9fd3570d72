"""The only reader of the process environment.

Each setting of the environment is read here once, by name, so that one file lists all that an
operator can set. Production settings decide what may be absent; see `config.settings.production`.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

_env = environ.Env()


def choose_settings() -> None:
    """Use the settings the operator names, else those for a laptop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")


def text(name: str, default: str = "") -> str:
    return _env.str(name, default=default)


def integer(name: str, default: int) -> int:
    return _env.int(name, default=default)


def boolean(name: str, default: bool = False) -> bool:
    return _env.bool(name, default=default)


def names(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Read a comma-separated list."""
    return tuple(_env.list(name, default=list(default)))


def publish(name: str, value: str) -> None:
    """Hand a value to child processes through their environment."""
    os.environ[name] = value


def data_dir() -> Path:
    """The folder for what a laptop keeps: database, keys, documents, queue.

    `POLYCLINIC_DATA_DIR` wins; root uses `/var/lib/polyclinic`, since the embedded server runs as
    another user who must reach it; everyone else uses `.data` in the checkout.
    """
    named = text("POLYCLINIC_DATA_DIR")
    if named:
        return Path(named)
    if os.geteuid() == 0:
        checkout = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:12]
        return Path("/var/lib/polyclinic") / checkout
    return BASE_DIR / ".data"


def database(name: str) -> dict | None:
    """Read a database URL into Django's form; `None` when it is absent."""
    return _env.db_url(name, engine="config.postgres") if text(name) else None
