"""A pooler in front of PostgreSQL, as small as it can be: in transaction mode a server connection is anybody's once
the server says that no transaction is open; in session mode it stays with its client."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SSL_REQUEST = 80877103


def read_exactly(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        block = connection.recv(size - len(found))
        if not block:
            raise ConnectionError
        found += block
    return found


def read_message(connection: socket.socket) -> tuple[bytes, bytes]:
    """The kind of a message, and all of it."""
    head = read_exactly(connection, 5)
    (length,) = struct.unpack("!I", head[1:])
    return head[:1], head + read_exactly(connection, length - 4)


class Pooler:
    def __init__(self, host: str, port: int, *, shares: bool, turns: bool) -> None:
        self.server = (host, port)
        self.shares, self.turns = shares, turns
        self.free: list[socket.socket] = []
        self.lock = threading.Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listening.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with suppress(OSError, ConnectionError):
            own = socket.create_connection(self.server)
            self.sign_in(client, own)
            held = None if self.shares else own
            if self.shares:
                self.give_back(own)
            while True:
                kind, message = read_message(client)
                if kind == b"X":
                    return
                held = held or self.take()
                held.sendall(message)
                if kind in (b"Q", b"S") and self.answer(held, client) == b"I" and self.shares:
                    self.give_back(held)
                    held = None

    def sign_in(self, client: socket.socket, server: socket.socket) -> None:
        """Hand the whole exchange through until the server is ready."""
        while True:
            head = read_exactly(client, 8)
            length, code = struct.unpack("!II", head)
            rest = read_exactly(client, length - 8)
            if code != SSL_REQUEST:
                break
            client.sendall(b"N")
        server.sendall(head + rest)
        while True:
            kind, message = read_message(server)
            client.sendall(message)
            if kind == b"Z":
                return
            if kind == b"R" and struct.unpack("!I", message[5:9])[0] in (3, 5, 10, 11):
                server.sendall(read_message(client)[1])

    def answer(self, server: socket.socket, client: socket.socket) -> bytes:
        """Everything up to "ready", and the state of the transaction then."""
        while True:
            kind, message = read_message(server)
            client.sendall(message)
            if kind == b"Z":
                return message[5:6]

    def take(self) -> socket.socket:
        while True:
            with self.lock:
                if self.free:
                    return self.free.pop(0 if self.turns else -1)

    def give_back(self, server: socket.socket) -> None:
        with self.lock:
            self.free.append(server)


@contextmanager
def pooling(host: str, port: int, *, shares: bool, turns: bool = False) -> Iterator[int]:
    """The port of a pooler in transaction mode (`shares`) or session mode.

    It hands out the connection used last, or with `turns` the one that rested longest.
    """
    pooler = Pooler(host, port, shares=shares, turns=turns)
    try:
        yield pooler.port
    finally:
        pooler.listening.close()
