"""What operators see of background work: lines with their task, counts, a sign of life, a page of numbers.

A worker has no web server. Its main process answers `/healthz` and `/metrics` for itself and its
children on `WORKER_PORT`, as the web processes do.
"""

from __future__ import annotations

import threading
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import structlog
from celery import signals
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.dispatch import receiver
from django.http import HttpResponse, HttpResponseNotFound

from clinics.events.sending import mail_left
from config.observability import metrics

PAGES = {"/healthz": lambda request: HttpResponse("ok\n", content_type="text/plain"), "/metrics": metrics.answer}


@signals.task_prerun.connect
def _begin_lines(task_id: str, task: Any, **_more: Any) -> None:
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)


@signals.task_postrun.connect
def _end_lines(task: Any, state: str | None = None, **_more: Any) -> None:
    structlog.contextvars.unbind_contextvars("task", "task_id")
    metrics.TASKS.labels(task.name, (state or "unknown").lower()).inc()


@receiver(mail_left)
def _count_mail(state: str, **_more: Any) -> None:
    metrics.MAILS.labels(state).inc()


@signals.worker_ready.connect
def _serve_pages(**_more: Any) -> None:
    if settings.WORKER_PORT:
        serve(settings.WORKER_PORT)


def serve(port: int) -> int:
    """Answer on the port from a thread of its own; return the port, which 0 leaves to the system."""
    server = make_server("", port, _application, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, name="pages of the worker", daemon=True).start()
    return server.server_port


def _application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    request = WSGIRequest(environ)
    page = PAGES.get(request.path_info)
    response = page(request) if page else HttpResponseNotFound()
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """The server's own lines would bypass the product's rules for lines."""
