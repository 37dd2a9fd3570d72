"""A real HTTP server on this machine that hears webhooks and questions, checks nothing, and answers as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext


@dataclass
class Heard:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Answer:
    """What is answered, after how many seconds, and after how many more each byte of the body."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: float = 0.0
    drip: float = 0.0


class Receiver:
    """`receiver.heard` is what arrived; `receiver.answers` is used up first, then `receiver.answer`."""

    def __init__(self, certificate: SSLContext | None = None) -> None:
        self.heard: list[Heard] = []
        self.answers: list[Answer] = []
        self.answer = Answer()
        self.certificate = certificate
        self.server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://localhost:{self.port}/hook?key=abc"

    def start(self) -> None:
        """Listen; after `kill`, on the port it had."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        self.port = self.server.server_port
        if self.certificate:
            self.server.socket = self.certificate.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def kill(self) -> None:
        """Stop listening: whoever connects is refused."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.heard.append(Heard(self.path, headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else receiver.answer
                time.sleep(answer.after)
                try:
                    self.send_response(answer.status)
                    for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    for byte in [answer.body] if not answer.drip else [bytes([each]) for each in answer.body]:
                        self.wfile.write(byte)
                        self.wfile.flush()
                        time.sleep(answer.drip)
                except OSError:
                    pass  # the sender did not wait

            do_GET = do_POST  # noqa: N815  the library's name

            def log_message(self, *args: object) -> None:
                """Tests look at `heard`."""

        return Handler


@contextmanager
def receiving(certificate: SSLContext | None = None) -> Iterator[Receiver]:
    receiver = Receiver(certificate)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.kill()
