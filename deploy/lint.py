"""Lint what is deployed: the Dockerfile, compose and workflow schemas, and the list of settings. Needs no network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READING = re.compile(r"""(?:\benv\.\w+|\bdatabase|\btext)\(\s*"([A-Z][A-Z0-9_]+)\"""")
STATED = re.compile(r"^#? ?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
OF_PACKAGES = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_REGION",
    "AWS_ENDPOINT_URL",
    "DJANGO_SETTINGS_MODULE",
    "POSTGRES_PASSWORD",
}
"""Read by Django, the AWS client and the database image themselves."""


def commands() -> list[list[str]]:
    schema = [program("check-jsonschema"), "--builtin-schema"]
    return [
        [program("hadolint"), "deploy/Dockerfile"],
        [*schema, "vendor.compose-spec", "deploy/compose.yaml"],
        [*schema, "vendor.github-workflows", ".github/workflows/ci.yml", ".github/workflows/weekly.yml"],
    ]


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def settings_read() -> set[str]:
    """Every name of the environment that the product or its server reads."""
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("deploy/*.py")]
    return {name for path in sources for name in READING.findall(path.read_text(encoding="utf-8"))}


def settings_stated() -> set[str]:
    examples = sorted(ROOT.glob("deploy/*env.example"))
    return {name for path in examples for name in STATED.findall(path.read_text(encoding="utf-8"))}


def complaints() -> list[str]:
    stated = settings_stated()
    known = "".join(
        path.read_text(encoding="utf-8") for path in [*ROOT.glob("config/**/*.py"), *ROOT.glob("deploy/*.yaml")]
    )
    return [
        *(
            f"deploy/env.example says nothing of {name}"
            for name in sorted(each for each in settings_read() - stated if not each.startswith("TEST_"))
        ),
        *(
            f"deploy/env.example names {name}, which nothing reads"
            for name in sorted(stated - settings_read() - OF_PACKAGES)
            if not re.search(rf"\b{name}\b", known)
        ),
    ]


def main() -> int:
    said = complaints()
    for command in commands():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            said.append(done.stdout + done.stderr)
    for complaint in said:
        sys.stdout.write(f"{complaint.rstrip()}\n")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
