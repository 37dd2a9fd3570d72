"""Request bodies that were cut short are noticed.

Servers tell a body whose connection broke by its early end alone, and Django takes what came for
all of it: half a file would be kept as if it were one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """A body of known length. Reading raises ConnectionResetError when it ends before that."""

    def __init__(self, source: Any, length: int) -> None:
        self._source = source
        self._left = length

    def read(self, size: int = -1) -> bytes:
        return self._counted(self._source.read(self._left if size < 0 else min(size, self._left)), size)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self._source.readline(self._left if size < 0 else min(size, self._left)), size)

    def _counted(self, block: bytes, size: int) -> bytes:
        if not block and self._left and size:
            raise ConnectionResetError("the request's body was cut short")
        self._left -= len(block)
        return block


def refusing_cut_bodies(application: Application) -> Application:
    """The application, which sees a body of stated length whole or not at all."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve
