"""`demo`: everything running on this machine, with two clinics in it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from config import env
from config.demo import content, processes
from config.postgres import embedded, local

REFRESH = 0.5  # seconds


class Command(BaseCommand):
    help = "Runs Polyclinic on this machine with two demo clinics. Ctrl-C stops it; everything is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="begin again with new demo clinics")
        parser.add_argument("--codes", action="store_true", help="print current sign-in codes and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("The demo runs with the local settings only: unset DJANGO_SETTINGS_MODULE.")
        if options["codes"]:
            self.stdout.write(content.sign_ins(at=timezone.now()))
            return
        began = time.monotonic()
        port = self.choose_port(options["port"])
        self.use_port(port)
        self.prepare(fresh=options["fresh"])
        self.run(port, began)

    def choose_port(self, wanted: int) -> int:
        if processes.is_free(wanted):
            return wanted
        port = processes.free_port()
        self.stdout.write(f"Port {wanted} is taken; using {port}.")
        return port

    def use_port(self, port: int) -> None:
        """Links name the port, so settings are read anew when it is not the one they know."""
        wanted = f"localhost:{port}"
        if wanted != settings.BASE_DOMAIN:
            env.publish("BASE_DOMAIN", wanted)
            arguments = [word for word in sys.argv[1:] if not word.startswith("--port")]
            cleaned = [word for word in arguments if not word.isdigit()]
            self.stdout.flush()
            os.execv(sys.executable, [sys.executable, sys.argv[0], *cleaned, "--port", str(port)])  # noqa: S606

    def prepare(self, *, fresh: bool) -> None:
        self.step("Starting PostgreSQL")
        server = embedded.ensure_running()
        if fresh:
            self.step("Beginning again")
            forget_everything(server)
        self.step("Bringing the tables up to date")
        call_command("migrate_schemas", verbosity=0, interactive=False)
        content.ensure_clinics(at=timezone.now(), tell=self.step)

    def run(self, port: int, began: float) -> None:
        env.publish("DEBUG", "0")
        running = processes.services(port=port, folder=settings.DATA_DIR / "logs")
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        self.step("Starting web, worker and dispatcher")
        connections.close_all()
        running.start()
        try:
            if not processes.wait_until_ready(port):
                raise CommandError(f"The web process does not answer; see {settings.DATA_DIR / 'logs' / 'web.log'}.")
            self.stdout.write(f"Ready after {time.monotonic() - began:.1f} s.\n\n{content.welcome(at=timezone.now())}")
            self.stdout.flush()
            while not stopping.wait(REFRESH):
                for name in running.revive(stopping):
                    self.stdout.write(f"The {name} process ended and was started again.")
        finally:
            self.stdout.write("\nStopping. Everything is kept; `make demo` continues here.")
            running.stop()
            connections.close_all()
            embedded.stop(embedded.ensure_running())

    def step(self, words: str) -> None:
        self.stdout.write(f"  {words} …")
        self.stdout.flush()


def forget_everything(server: embedded.EmbeddedServer) -> None:
    """Drop the demo's database, documents and queue; keys stay, they open nothing any more."""
    import psycopg

    name = connections["default"].settings_dict["NAME"]
    connections.close_all()
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    local.forget(name)
    for folder in ("documents", "queue"):
        shutil.rmtree(settings.DATA_DIR / folder, ignore_errors=True)
