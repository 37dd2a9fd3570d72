"""What is copied into the image: the product, and neither its history nor anybody's files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "deploy/Dockerfile.dockerignore").read_text()
BESIDE = (
    ".git/HEAD",
    ".git/objects/pack/pack-1.pack",
    ".github/workflows/ci.yml",
    ".ci/run",
    ".data/master.key",
    ".env",
    ".venv/bin/python",
    "deploy/polyclinic.env",
    "deploy/owner.env",
    "deploy/compose.yaml",
    "dump.sql",
    "config/.git/HEAD",
    "clinics/__pycache__/models.cpython-313.pyc",
    "config/locale/es/LC_MESSAGES/django.mo",
    "config/settings/.env",
    "tests/conftest.py",
)
"""Files of a checkout in use that nobody is to be sent."""


def expression(pattern: str) -> re.Pattern[str]:
    """A pattern as the builder reads it: `*` within a folder, `**` across them, and all that is below what matches."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    said = "".join(parts.get(part, re.escape(part)) for part in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern))
    return re.compile(rf"{said}(?:/.*)?")


def sent(files: Iterable[str], rules: str = RULES) -> set[str]:
    """What `COPY . .` finds: the last rule that matches a file decides about it."""
    lines = [line.strip() for line in rules.splitlines() if line.strip() and not line.startswith("#")]
    judged = [(expression(line.removeprefix("!").strip("/")), line.startswith("!")) for line in lines]
    return {
        file
        for file in files
        if next((is_kept for pattern, is_kept in reversed(judged) if pattern.fullmatch(file)), True)
    }


def tracked() -> list[str]:
    """The files of the checkout that are nobody's own."""
    folders = ("config", "clinics", "patients", "appointments", "billing", "templates", "deploy", "tests")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [
        *(str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts),
        *(name for name in ("manage.py", "pyproject.toml", "README.md", "LICENSE", "Makefile")),
    ]


def test_history_secrets_and_tests_stay_where_they_are():
    assert sent(BESIDE) == set()


def test_what_is_sent_is_what_the_product_needs():
    files = sent(tracked())

    assert {file.partition("/")[0] for file in files} == {
        *("config", "clinics", "patients", "appointments", "billing", "templates", "deploy"),
        *("manage.py", "pyproject.toml"),
    }
    assert {file for file in files if file.startswith("deploy/") and "/requirements/" not in file} == {
        "deploy/gunicorn.conf.py",
        "deploy/certificates.py",
    }
    assert {"config/wsgi.py", "clinics/apps.py", "config/locale/es/LC_MESSAGES/django.po"} <= files


@pytest.mark.parametrize(
    ("old", "new", "leaked"),
    [
        ("*\n", "", "dump.sql"),
        ("!deploy/requirements", "!deploy", "deploy/owner.env"),
        ("**/.git\n", "!.git\n", ".git/HEAD"),
        ("**/.git\n", "", "config/.git/HEAD"),
        ("**/.env\n", "", "config/settings/.env"),
    ],
)
def test_a_rule_that_lets_something_through_is_found(old, new, leaked):
    assert old in RULES

    assert leaked in sent(BESIDE, RULES.replace(old, new, 1))
