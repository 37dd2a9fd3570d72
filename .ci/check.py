"""What `make check` runs: all of it, two at a time, one line each; the output of what failed comes last."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
PRODUCT = ["config", "clinics", "patients", "appointments", "billing"]
PRODUCTION = {  # believable and worthless: `check --deploy` looks at the shape of production's settings
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "DJANGO_SECRET_KEY": "n7Xq2vRkE8mZ4tYbW1sLcU6pHd9fGj3aQo5iKzVxNrTeMwBy-check-only",
    "BASE_DOMAIN": "polyclinic.example",
    "DATABASE_URL": "postgresql://web:check-only@database.polyclinic.example:5432/polyclinic?sslmode=verify-full",
    "CELERY_BROKER_URL": "rediss://queue.polyclinic.example:6379/0?ssl_cert_reqs=required",
    "CACHE_URL": "rediss://cache.polyclinic.example:6379/1?ssl_cert_reqs=required",
    "DOCUMENTS_BUCKET": "polyclinic-documents",
    "KMS_KEY_ID": "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "MAIL_TRANSPORT": "ses",
    "DEFAULT_FROM_EMAIL": "clinics@polyclinic.example",
}


@dataclass(frozen=True)
class Check:
    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    seconds: float
    output: str


def checks() -> list[Check]:
    manage = [PYTHON, "manage.py"]
    templates = subprocess.run(
        ["git", "ls-files", "templates/*.html"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split() or [str(path) for path in ROOT.glob("templates/**/*.html")]
    test = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    # mypy's cache does not notice a changed setting, so it is not used
    found = [
        Check(
            "types (mypy, django-stubs)",
            [
                PYTHON,
                "-m",
                "mypy",
                "--cache-dir",
                os.devnull,
                *PRODUCT,
            ],
        ),
        Check("guards", [PYTHON, "-m", "pytest", "-q", "tests/guards"]),
        Check("format (ruff)", [program("ruff"), "format", "--check", "."]),
        Check("lint (ruff)", [program("ruff"), "check", "."]),
        Check("imports go one way (import-linter)", [program("lint-imports"), "--no-logo"]),
        Check("migrations are complete", [*manage, "makemigrations", "--check", "--dry-run"], test),
        Check(
            "production settings (check --deploy)",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            PRODUCTION,
        ),
    ]
    found += [
        Check("secrets (detect-secrets)", [PYTHON, ".ci/secret_scan.py"]),
        Check("what is shipped (CycloneDX)", [PYTHON, ".ci/sbom.py"]),
        Check(
            "dangerous calls (bandit)",
            [program("bandit"), "-q", "-r", "-c", "pyproject.toml", *PRODUCT, "deploy", ".ci"],
        ),
        Check("age of pins", [PYTHON, ".ci/pins.py"]),
    ]
    found.append(Check("message catalogues", [*manage, "messages", "--check"], test))
    if templates:
        found.append(Check("templates (djade)", [program("djade"), "--check", "--target-version", "5.2", *templates]))
    if (ROOT / "deploy" / "lint.py").exists():
        found.append(Check("deployment files", [PYTHON, "deploy/lint.py"]))
    return found


def program(name: str) -> str:
    return str(Path(PYTHON).with_name(name))


def perform(check: Check) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode == 0, time.monotonic() - started, done.stdout)


def main() -> None:
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for finished in as_completed([pool.submit(perform, check) for check in checks()]):
            outcome = finished.result()
            word = "ok" if outcome.passed else "FAILED"
            print(f"{word:<8}{outcome.check.title:<42}{outcome.seconds:5.1f} s", flush=True)
            for line in outcome.output.splitlines():
                if line.startswith(("warning: ", "notice: ")):
                    print(line, flush=True)
            if not outcome.passed:
                failed.append(outcome)
    for outcome in failed:
        print(f"\n--- {outcome.check.title}\n{outcome.output.rstrip()}")
    if failed:
        sys.exit(f"\n{len(failed)} of the checks failed.")


if __name__ == "__main__":
    main()
