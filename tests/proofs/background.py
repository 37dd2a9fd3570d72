"""Worker and dispatcher of an installation, to be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.demo import processes
from tests.processes import ROOT


@dataclass
class Background:
    """Processes by their names, with the commands that a demo starts them with; all they say is in `log`."""

    commands: dict[str, list[str]]
    environment: dict[str, str]
    log: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(self.commands)

    def start(self, name: str) -> None:
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name], cwd=ROOT, env=self.environment, start_new_session=True, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """SIGKILL, and a new one."""
        self.end(name)
        self.start(name)

    def end(self, name: str) -> None:
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()


@contextmanager
def background(environment: dict[str, str], folder: Path) -> Iterator[Background]:
    """Run both until the block ends."""
    members = processes.services(port=0, folder=folder).members
    commands = {each.name: each.command for each in members if each.name != "web"}
    made = Background(commands, {**os.environ, **environment}, folder / "background.log")
    for name in made.names:
        made.start(name)
    try:
        yield made
    finally:
        for name in made.names:
            made.end(name)
