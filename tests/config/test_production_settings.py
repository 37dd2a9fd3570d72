"""Production settings, read as a process that starts reads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_SECRET_KEY": "n7Xq2vRkE8mZ4tYbW1sLcU6pHd9fGj3aQo5iKzVxNrTeMwBy-of-a-test",
    "BASE_DOMAIN": "polyclinic.example",
    "DATABASE_URL": "postgresql://web:of-a-test@database.polyclinic.example/polyclinic?sslmode=verify-full",
    "CELERY_BROKER_URL": "rediss://queue.polyclinic.example:6379/0?ssl_cert_reqs=required",
    "CACHE_URL": "rediss://cache.polyclinic.example:6379/1?ssl_cert_reqs=required",
    "DOCUMENTS_BUCKET": "polyclinic-documents",
    "KMS_KEY_ID": "alias/polyclinic",
    "MAIL_TRANSPORT": "ses",
    "DEFAULT_FROM_EMAIL": "clinics@polyclinic.example",
}
SHOWN = (
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_PATH",
    "MESSAGE_STORAGE",
)


def started(**values: str) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings with these values and no others, and prints some of them."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "VIRTUAL_ENV")}
    program = (
        "import json, sys; from config.settings import production as p;"
        "print(json.dumps({name: getattr(p, name, None) for name in sys.argv[1:]}))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *SHOWN],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **values},
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(**values: str) -> str:
    done = started(**values)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


def test_nothing_given_names_everything_that_is_missing():
    said = refusal()

    assert "Polyclinic does not start" in said
    assert [name for name in GOOD if f"{name} is missing" not in said] == []


@pytest.mark.parametrize(
    ("name", "weak", "said"),
    [
        ("DJANGO_SECRET_KEY", "changeme", "DJANGO_SECRET_KEY is weak: use at least 50 random characters"),
        ("DJANGO_SECRET_KEY", "a" * 80, "DJANGO_SECRET_KEY is weak"),
        ("DATABASE_URL", "postgresql://web:x@db/polyclinic", "DATABASE_URL must say sslmode=verify-full"),
        ("DATABASE_URL", "postgresql://web:x@db/polyclinic?sslmode=require", "must say sslmode=verify-full"),
        ("MIGRATION_DATABASE_URL", "postgresql://owner:x@db/polyclinic", "MIGRATION_DATABASE_URL must say"),
        ("MAIL_TRANSPORT", "kept", "MAIL_TRANSPORT must be ses"),
        ("CELERY_BROKER_URL", "redis://valkey:6379/0", "CELERY_BROKER_URL must be rediss://"),
    ],
)
def test_a_weak_value_is_refused_by_its_name(name, weak, said):
    assert said in refusal(**{**GOOD, name: weak})


def test_what_starts_serves_over_tls_only_with_cookies_to_match():
    done = started(**GOOD)

    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "LANGUAGE_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_NAME": "__Host-language",
        "LANGUAGE_COOKIE_PATH": None,  # Django's own, the whole host
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }
