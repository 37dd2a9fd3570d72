"""Generating the clinic template from the migrations, in a scratch database."""

from __future__ import annotations

import re
import subprocess

from clinics.onboarding.schema import PLACEHOLDER

HEADER = """\
-- The tables of a clinic, generated from the migrations: `make template` writes this file.
-- A test proves that it equals them. The schema name is a placeholder.

"""
NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\.*|CREATE SCHEMA .*|)$")


def dump(pg_dump: str, dsn: str, schema: str) -> str:
    """The schema's definition as SQL without comments and session settings."""
    command = [pg_dump, dsn, f"--schema={schema}", "--schema-only", "--no-owner", "--no-privileges"]
    text = subprocess.run([*command, "--no-comments"], check=True, capture_output=True, text=True).stdout
    kept = [line for line in text.splitlines() if not NOISE.match(line)]
    return "\n".join(kept) + "\n"


def applied_migrations(rows: list[tuple[str, str]]) -> str:
    """The rows that tell Django these migrations have run."""
    lines = [f"    ('{app}', '{name}', now())" for app, name in sorted(rows)]
    return f"INSERT INTO {PLACEHOLDER}.django_migrations (app, name, applied) VALUES\n" + ",\n".join(lines) + ";\n"  # nosec B608  # a file
