"""What is deployed is linted offline, and each kind of fault is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path):
    """What the linter reads, as a copy that may be spoilt."""
    for folder in ("deploy", ".github", "config"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    return tmp_path


def lint(checkout: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(checkout / "deploy/lint.py")], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def test_the_product_is_clean(checkout):
    assert lint(checkout) == (0, "")


FAULTS = [
    ("deploy/Dockerfile", "FROM python:3.13.9-slim-bookworm\n", "FROM python:latest\n", "DL3007"),
    ("deploy/compose.yaml", "    image: valkey/", "    imagee: valkey/", "compose.yaml"),
    (".github/workflows/ci.yml", "    runs-on: ubuntu-24.04\n", "", "ci.yml"),
    ("deploy/env.example", "#METRICS_TOKEN=", "", "says nothing of METRICS_TOKEN"),
    ("deploy/env.example", "#PORT=8000", "#PROT=8000", "names PROT, which nothing reads"),
]


def test_each_fault_is_found(checkout):
    """One run for all: whatever says something makes it fail."""
    for name, old, new, _said in FAULTS:
        path = checkout / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    status, output = lint(checkout)

    assert status == 1
    assert [said for *_fault, said in FAULTS if said not in output] == []
