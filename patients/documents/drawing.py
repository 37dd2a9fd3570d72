"""Drawing previews in a process apart: what a hostile file breaks there, it breaks alone."""

from __future__ import annotations

import contextlib
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECONDS = 30.0
MOST = 20_000_000
_BLOCK = 256 * 1024
_PROGRAM = Path(__file__).with_name("rendering.py")


@dataclass(frozen=True)
class Drawn:
    """A WebP picture of the first page, and how many pages there are (None for a picture)."""

    picture: bytes
    pages: int | None


def draw(content: BinaryIO, *, how: str) -> Drawn | None:
    """Draw `how` ("image" or "pdf") from the content, in constant memory here; None when it cannot be drawn.

    The other process has no environment, no files and no network of ours; it is stopped after 30 s.
    """
    with subprocess.Popen(
        [sys.executable, "-I", str(_PROGRAM), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        close_fds=True,
    ) as process:
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            _feed(process, content)
            answer, beyond = _answer(process)
            if beyond:  # no picture is that large
                process.kill()
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    if process.returncode != 0 or len(answer) < 5:
        return None
    (pages,) = struct.unpack(">I", answer[:4])
    return Drawn(answer[4:], pages or None)


def _feed(process: subprocess.Popen[bytes], content: BinaryIO) -> None:
    with contextlib.suppress(BrokenPipeError):  # it gave up early: its return code says so
        while block := content.read(_BLOCK):
            process.stdin.write(block)  # type: ignore[union-attr]
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()  # type: ignore[union-attr]


def _answer(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """The most that is taken of its output, and a byte beyond that, if there is one."""
    return process.stdout.read(MOST), process.stdout.read(1)  # type: ignore[union-attr]
