"""Pages and the live channel at one address; `config.wsgi` serves pages alone."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from config.wsgi import application as pages

if TYPE_CHECKING:
    from config.live.front import Front


def listening_address() -> dict[str, Any]:
    """Where to LISTEN: a direct connection, never one through a pooler of transactions."""
    if settings.LISTEN_DATABASE_URL:
        return {"conninfo": settings.LISTEN_DATABASE_URL}
    params = connection.get_connection_params()
    kept = ("dbname", "user", "password", "host", "port")
    return {name: value for name, value in params.items() if name in kept or name.startswith("ssl")}


def front() -> "Front":
    from config.live.front import Front  # models are ready once `config.wsgi` has been imported
    from config.live.hub import Hub

    return Front(pages, Hub(listening_address()), threads=settings.WEB_THREADS)


application = front()
