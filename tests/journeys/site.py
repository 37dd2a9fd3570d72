"""A real server for browsers: threads, sockets and commits, on the session's test database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from django.test.testcases import LiveServerThread

from clinics.kit.current import entering_platform
from clinics.models import Clinic, Domain
from config.middleware.clinic import host_cache
from tests.conftest import client_at
from tests.factories.staff import Role

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@dataclass(frozen=True)
class Site:
    """The running server. Clinics answer at `<subdomain>.localhost:<port>` once they are `welcome`."""

    port: int

    def welcome(self, clinic: Clinic) -> Clinic:
        """Give the clinic its host on this server."""
        with entering_platform():
            Domain.objects.filter(tenant=clinic, is_primary=True).update(domain=f"{clinic.subdomain}.localhost")
        clinic.forget_preloaded()
        host_cache.clear()
        return clinic

    def url(self, clinic: Clinic | None, path: str = "/") -> str:
        """The address of a page of the clinic; None means the platform's host."""
        return (clinic.base_url if clinic else f"http://localhost:{self.port}") + path

    def sign_in(self, context: BrowserContext, clinic: Clinic, role: Role) -> None:
        """Give the browser the session of the person with this role, as after password and second factor."""
        cookies: SimpleCookie = client_at(clinic, role).cookies
        context.add_cookies(
            [{"name": name, "value": cookie.value, "url": self.url(clinic)} for name, cookie in cookies.items()]
        )


class KeptFiles(StaticFilesHandler):
    """For walks over hundreds of pages: styles and scripts are fetched by the first and kept by the browser."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        response = super().serve(request)
        response.headers["Cache-Control"] = "public, max-age=315360000"
        return response


@contextmanager
def running(files: type[StaticFilesHandler] = StaticFilesHandler) -> Iterator[Site]:
    """Start the server on a free port and make links name it, until the block ends."""
    thread = LiveServerThread("localhost", files)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    kept = (settings.BASE_DOMAIN, settings.BASE_HOST, settings.BASE_PORT)
    name_it(f"localhost:{thread.port}", "localhost", f":{thread.port}")
    try:
        yield Site(thread.port)
    finally:
        name_it(*kept)
        thread.terminate()
        host_cache.clear()


def name_it(domain: str, host: str, port: str) -> None:
    settings.BASE_DOMAIN, settings.BASE_HOST, settings.BASE_PORT = domain, host, port
