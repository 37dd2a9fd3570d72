"""Ask this container's own server, as its health check: `python -m config.observability.ask 8000 /readyz`."""

from __future__ import annotations

import sys
from http.client import HTTPConnection


def is_well(port: int, path: str) -> bool:
    """Whether the server on this machine answers the path with 200 within two seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_well(int(sys.argv[1]), sys.argv[2]) else 1)
