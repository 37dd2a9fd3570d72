"""Host names of clinics and of the platform."""

from __future__ import annotations

from django.conf import settings

from clinics.kit.current import entering_platform
from clinics.models import Clinic, Domain

LOOK_AGAIN = "look_again"
"""A cookie of seconds: whoever has just changed the clinic sees it changed, whichever process answers."""


class UnknownHost(Exception):
    """No clinic answers at this host."""


def host_of(host_header: str) -> str:
    """The host name alone: lower case, without port and trailing dot."""
    return host_header.lower().rsplit(":", 1)[0].removesuffix(".")


def own_host(subdomain: str) -> str:
    """The host a clinic has from the platform, whether or not it also has one of its own."""
    return f"{subdomain}.{settings.BASE_HOST}"


def clinic_at(host: str) -> Clinic | None:
    """The clinic that answers at `host`, ready to be entered; None for the platform's own host.

    Raises UnknownHost.
    """
    if host == settings.BASE_HOST:
        return None
    with entering_platform():
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    if domain is None:
        raise UnknownHost(host)
    return domain.tenant.preload()
