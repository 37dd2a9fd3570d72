"""Asking a ClamAV daemon whether a file is harmful, by its INSTREAM command. No database here.

The file goes over one connection in blocks, each after its length as four bytes, and ends with a block of none. The
answer is one line. Nothing but the bytes of the file is told: no name, no patient.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from dataclasses import dataclass
from enum import Enum, auto

from patients.documents.checking import Readable

SECONDS = 60.0  # without a sign of life
_BLOCK = 128 * 1024
_LONGEST_ANSWER = 4096


class ScannerIsAway(Exception):
    """Nobody answers at that address, or not as a ClamAV daemon does."""


class Found(Enum):
    NOTHING = auto()
    HARM = auto()
    REFUSED = auto()  # it would not look into this file, mostly because it is too large for it


@dataclass(frozen=True)
class Answer:
    """`name` is what the daemon calls the harm it found, or why it refused."""

    found: Found
    name: str = ""


def scan(content: Readable, *, address: str) -> Answer:
    """What the daemon at `host:port`, or at the socket of a path that begins with `/`, finds. Raises ScannerIsAway."""
    try:
        with contextlib.closing(_connected(address)) as line:
            # A daemon that had enough closes its side; why, it has said before.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(b"zINSTREAM\0")
                while block := content.read(_BLOCK):
                    line.sendall(struct.pack(">L", len(block)) + block)
                line.sendall(struct.pack(">L", 0))
            return _answer(_said(line))
    except (OSError, ValueError) as error:
        raise ScannerIsAway from error


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _said(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER and (block := line.recv(_LONGEST_ANSWER)):
        said += block
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _answer(said: str) -> Answer:
    _stream, _colon, told = said.rpartition(": ")
    if told == "OK":
        return Answer(Found.NOTHING)
    if told.endswith(" FOUND"):
        return Answer(Found.HARM, told.removesuffix(" FOUND")[:100])
    if told.endswith(" ERROR"):
        return Answer(Found.REFUSED, told.removesuffix(" ERROR")[:100])
    raise ValueError("no answer of a ClamAV daemon")
