"""Ask this container's own server, as its health check: `python -m config.observability.ask 8000 /readyz`."""

from __future__ import annotations

import ssl
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from config import env


def is_well(port: int, path: str, certificate: str = "") -> bool:
    """Whether the server on this machine answers the path with 200 within two seconds, with this certificate if any."""
    connection = _with(certificate, port) if certificate else HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _with(certificate: str, port: int) -> HTTPSConnection:
    """The file is whom to trust, and all: its name is for people outside."""
    context = ssl.create_default_context(cafile=certificate)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.check_hostname = False
    return HTTPSConnection("127.0.0.1", port, timeout=2, context=context)


if __name__ == "__main__":
    _port = int(sys.argv[1])
    _own = env.text("WEB_TLS_CERTIFICATE") if _port == env.integer("PORT", 8000) else ""
    sys.exit(0 if is_well(_port, sys.argv[2], _own) else 1)
