"""Which addresses lead over connections that somebody could read or answer in another's name: refused in production."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

DATABASES = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "LISTEN_DATABASE_URL")
AWS = (
    "AWS_ENDPOINT_URL",
    *(f"AWS_ENDPOINT_URL_{service}" for service in ("KMS", "S3", "SES", "SESV2", "SNS", "SQS", "STS")),
)


def unprotected(value: Callable[[str], str]) -> Iterator[str]:
    """A sentence for each setting whose address would be used without TLS, or without looking at the certificate."""
    for name in DATABASES:
        if value(name) and _said(value(name), "sslmode") != {"verify-full"}:
            yield f"{name} must say sslmode=verify-full"
    if value("CELERY_BROKER_URL") and not (
        _is_sqs(value("CELERY_BROKER_URL")) or _is_redis(value("CELERY_BROKER_URL"))
    ):
        yield "CELERY_BROKER_URL must be rediss:// and say ssl_cert_reqs=required, or be sqs://"
    if value("CACHE_URL") and not _is_redis(value("CACHE_URL")):
        yield "CACHE_URL must be rediss:// and say ssl_cert_reqs=required"
    for name in AWS:
        if value(name) and urlsplit(value(name)).scheme != "https":
            yield f"{name} must be https://"
    if not _is_here(value("CLAMAV_ADDRESS")):
        yield "CLAMAV_ADDRESS must be the path of a socket or on this machine: ClamAV speaks no TLS"
    if bool(value("WEB_TLS_CERTIFICATE")) != bool(value("WEB_TLS_KEY")):
        yield "WEB_TLS_CERTIFICATE and WEB_TLS_KEY go together"


def _said(address: str, name: str) -> set[str]:
    return set(parse_qs(urlsplit(address).query, keep_blank_values=True).get(name, []))


def _is_sqs(address: str) -> bool:
    """Its client speaks HTTPS unless AWS_ENDPOINT_URL says otherwise."""
    return urlsplit(address).scheme == "sqs"


def _is_redis(address: str) -> bool:
    """The certificate has to be asked for by name: Celery takes any where an address says nothing."""
    return (
        urlsplit(address).scheme == "rediss"
        and _said(address, "ssl_cert_reqs") == {"required"}
        and not _said(address, "ssl_check_hostname")
        and not {";", ","} & set(address)  # two addresses in one
    )


def _is_here(address: str) -> bool:
    """A socket, nothing, or an address of this machine."""
    if not address or address.startswith("/"):
        return True
    host = address.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
