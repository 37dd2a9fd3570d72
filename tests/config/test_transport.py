"""Production takes no address that leads over an unprotected connection."""

from __future__ import annotations

import pytest

from config import transport

GOOD = {
    "DATABASE_URL": "postgresql://web@db/polyclinic?sslmode=verify-full&sslrootcert=/run/tls/root.crt",
    "CELERY_BROKER_URL": "rediss://queue:6379/0?ssl_cert_reqs=required",
    "CACHE_URL": "rediss://cache:6379/1?ssl_cert_reqs=required&ssl_ca_certs=/run/tls/root.crt",
    "AWS_ENDPOINT_URL": "https://aws.example",
    "CLAMAV_ADDRESS": "/run/clamav/clamd.sock",
    "WEB_TLS_CERTIFICATE": "/run/tls/own.crt",
    "WEB_TLS_KEY": "/run/tls/own.key",
}


def said(**values: str) -> list[str]:
    return list(transport.unprotected(lambda name: {**GOOD, **values}.get(name, "")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CELERY_BROKER_URL", "sqs://"),
        ("CLAMAV_ADDRESS", ""),
        ("CLAMAV_ADDRESS", "127.0.0.1:3310"),
        ("CLAMAV_ADDRESS", "[::1]:3310"),
        ("CLAMAV_ADDRESS", "localhost:3310"),
        ("AWS_ENDPOINT_URL_S3", "https://vpce-1.s3.example"),
    ],
)
def test_protected_addresses_are_taken(name, value):
    assert said(**{name: value}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://web:x@db/polyclinic?sslmode=verify-full&sslmode=disable"),
        ("DATABASE_URL", "postgresql://web:sslmode=verify-full@db/polyclinic"),
        ("LISTEN_DATABASE_URL", "postgresql://web:x@db/polyclinic?sslmode=verify-ca"),
        ("CELERY_BROKER_URL", "redis://queue:6379/0"),
        ("CELERY_BROKER_URL", "redis://queue:6379/0?ssl_cert_reqs=required"),
        ("CELERY_BROKER_URL", "rediss://queue:6379/0"),
        ("CELERY_BROKER_URL", "rediss://queue:6379/0?ssl_cert_reqs=none"),
        ("CELERY_BROKER_URL", "rediss://queue:6379/0?ssl_cert_reqs=required&ssl_cert_reqs=none"),
        ("CELERY_BROKER_URL", "rediss://queue:6379/0?ssl_cert_reqs=required&ssl_check_hostname=false"),
        ("CELERY_BROKER_URL", "rediss://queue;redis://other/0?ssl_cert_reqs=required"),
        ("CELERY_BROKER_URL", "amqp://queue"),
        ("CELERY_BROKER_URL", "filesystem://"),
        ("CACHE_URL", "redis://cache:6379/1"),
        ("CACHE_URL", "sqs://"),
        ("CACHE_URL", "rediss://cache,cache:6379/1?ssl_cert_reqs=required"),
        ("AWS_ENDPOINT_URL", "http://aws.example"),
        ("AWS_ENDPOINT_URL_KMS", "http://kms.example"),
        ("CLAMAV_ADDRESS", "clamav:3310"),
        ("CLAMAV_ADDRESS", "10.0.0.7:3310"),
        ("WEB_TLS_KEY", ""),
    ],
)
def test_each_unprotected_one_is_refused_by_its_name(name, value):
    [sentence] = said(**{name: value})

    assert name in sentence
