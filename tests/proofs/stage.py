"""An installation of its own to be treated badly: own data folder, own PostgreSQL, real web processes.

Nothing of it is shared with the test session, so its database can be killed while others run.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from config.postgres import embedded
from tests.processes import GUNICORN, ROOT, Server, free_port

DATABASE = "polyclinic"
WORKERS = ("--workers", "2", "--worker-class", "gthread", "--threads", "8")
# Opens a clinic with a person per role, and prints a token with which the clinician's program acts.
OPEN = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from tests import database
from clinics.kit.current import entering
from clinics.staff.permissions import CLINIC_ROLES
from tests.conftest import client_at
from tests.factories.staff import Role
from tests.factories.tokens import signed_in_program
call_command("migrate_schemas", "--shared", verbosity=0, interactive=False)
from clinics.onboarding.actions import open_clinic
from tests.factories.staff import add_one_person_per_role
clinic = open_clinic(order=database.ORDERS[0], by=database.BY, at=timezone.now()).clinic
with entering(clinic):
    add_one_person_per_role(at=timezone.now())
program, _answer, _made = signed_in_program(clinic, timezone.now(), Role.CLINICIAN)
sessions = {role: client_at(clinic, role).cookies[settings.SESSION_COOKIE_NAME].value for role in CLINIC_ROLES}
print(json.dumps({"host": clinic.canonical_host, "schema": clinic.schema_name, "token": program.token,
    "sessions": sessions}))
"""


@dataclass
class Stage:
    """`folder` holds everything: database, keys, documents, logs."""

    folder: Path
    settings: str = "config.settings.test"
    more: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "POLYCLINIC_DATA_DIR": str(self.folder / "data"),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "TEST_DATABASE": DATABASE,  # its own, not the test session's
            "TEST_BROKER_URL": "filesystem://",
            **self.more,
        }

    @property
    def home(self) -> Path:
        return self.folder / "data" / "postgres"

    def run(self, program: str) -> str:
        """The last line that a program prints in this installation."""
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout.strip().splitlines()[-1]

    def open(self) -> None:
        self.opened = json.loads(self.run(OPEN))

    @contextmanager
    def serving(self) -> Iterator[Server]:
        port = free_port()
        address = ["--bind", f"127.0.0.1:{port}"]
        quiet = ["--log-level", "critical"]
        server = Server(port, [*GUNICORN, "config.wsgi:application", *address, *WORKERS, *quiet], self.environment)
        server.start()
        try:
            yield server
        finally:
            if server.process is not None and server.process.poll() is None:
                server.kill()

    def program(self, server: Server, token: str = "") -> httpx.Client:
        """A program at the clinic's API: the clinician's, unless it has a token of its own."""
        headers = {"Host": self.opened["host"], "Authorization": f"Bearer {token or self.opened['token']}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{server.port}/api/v1", headers=headers, timeout=10)

    def desk(self, server: Server, role: str) -> httpx.Client:
        """The browser's session of the person with this role, without the browser."""
        cookies = {"session": self.opened["sessions"][role]}
        host = {"Host": self.opened["host"]}
        return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=host, cookies=cookies, timeout=10)

    def listed(self, server: Server, path: str, token: str = "") -> list[dict[str, Any]]:
        """All pages of a list; asked again while the database, killed a moment ago, is not back for every process."""
        found: list[dict[str, Any]] = []
        until = time.monotonic() + 15
        with self.program(server, token) as program:
            while True:
                answer = program.get(path, params={"page": len(found) // 200 + 1, "page_size": 200})
                if answer.status_code >= 500 and time.monotonic() < until:
                    time.sleep(0.2)
                    continue
                assert answer.status_code == 200, answer.text
                found += answer.json()["results"]
                if answer.json()["next"] is None:
                    return found

    def traced(self, event: str, of: str = "patient_ids[1]::text") -> Counter[str]:
        """How often the trail says this, by patient or by another column."""
        found = self.asked(f"SELECT {of} FROM {{}}.audit_auditevent WHERE event = '{event}'")
        return Counter(value for (value,) in found)

    def database(self) -> embedded.EmbeddedServer:
        return embedded.ensure_running(self.home)

    def ask(self, question: str) -> list[tuple]:
        """A question put to the database by its superuser."""
        with psycopg.connect(self.database().dsn(DATABASE), autocommit=True) as admin:
            return admin.execute(question).fetchall()

    def asked(self, question: str) -> list[tuple]:
        """The same about the clinic: `{}` stands for its schema."""
        return self.ask(question.format(self.opened["schema"]))

    def order(self, *statements: str) -> None:
        with psycopg.connect(self.database().dsn(DATABASE), autocommit=True) as admin:
            for statement in statements:
                admin.execute(statement)

    def kill_database(self) -> None:
        """SIGKILL to the postmaster; its sessions end by themselves or with the next start."""
        os.kill(self.postmaster(), signal.SIGKILL)
        time.sleep(0.2)
        self.database()

    def kill_session(self) -> None:
        """SIGKILL to the server process of one session: PostgreSQL ends them all and recovers."""
        sessions = [pid for (pid,) in self.ask("SELECT pid FROM pg_stat_activity WHERE usename <> current_user")]
        if sessions:
            os.kill(random.choice(sessions), signal.SIGKILL)

    def postmaster(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def installed(settings: str = "config.settings.test", **more: str) -> Iterator[Stage]:
    """A new installation with one open clinic, removed afterwards; `more` is its environment."""
    folder = Path(tempfile.mkdtemp(prefix="polyclinic-proof-"))
    folder.chmod(0o755)  # the database's user passes through
    stage = Stage(folder, settings, more)
    try:
        stage.open()
        yield stage
    finally:
        if (stage.home / "data").exists():
            embedded.stop(stage.database())
        shutil.rmtree(folder, ignore_errors=True)
