"""How pages are served: a few processes of threads behind a proxy that speaks TLS.

Threads, not an event loop: Django's asynchronous path costs 3 to 4 ms of processor time a request.
The live channel runs under this file too, with `--worker-class asgi`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from config import env

bind = f"0.0.0.0:{env.integer('PORT', 8000)}"
certfile = env.text("WEB_TLS_CERTIFICATE") or None
keyfile = env.text("WEB_TLS_KEY") or None
worker_class = "gthread"
workers = env.integer("WEB_WORKERS", 3)
threads = env.integer("WEB_THREADS", 8)
timeout = 60
graceful_timeout = 25
keepalive = 75  # longer than a load balancer's idle time, so that it never reuses a closed connection
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = False  # each process makes its own database connections, keys and caches
_memory = Path("/dev/shm")  # noqa: S108  a heartbeat file must not wait for a disk  # nosec B108  # a folder of memory, and the file has no name
worker_tmp_dir = str(_memory) if _memory.is_dir() else None

# Two servers with one home folder would fight over the default control socket.
control_socket_disable = True

# Requests have a line of their own, by route; the server's would hold addresses and search words.
accesslog = None
errorlog = "-"
# The application decides which proxies it trusts (TRUSTED_PROXIES), in one place.
forwarded_allow_ips = ""
limit_request_line = 4094
limit_request_fields = 60

_numbers = env.text("PROMETHEUS_MULTIPROC_DIR")


def on_starting(server: Any) -> None:
    """Begin with an empty folder of numbers: those of earlier processes are not ours."""
    if _numbers:
        Path(_numbers).mkdir(parents=True, exist_ok=True)
        for left_over in Path(_numbers).glob("*.db"):
            left_over.unlink(missing_ok=True)


def child_exit(server: Any, worker: Any) -> None:
    if _numbers:
        multiprocess.mark_process_dead(worker.pid)
