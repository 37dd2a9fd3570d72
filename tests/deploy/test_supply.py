"""What is shipped is known, its age is said, and no key is committed; each check finds a planted fault."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(program: str, *arguments: object) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / ".ci" / program), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def locks(tmp_path):
    """A folder with one lock, looked at on the first of November."""
    (tmp_path / "runtime.lock").write_text("django==5.2.19 \\\n    --hash=sha256:00\n")
    assert run("pins.py", "--folder", tmp_path, "--write", "--today", "2026-11-01")[0] == 0
    return tmp_path


SECRETS = {
    "key.pem": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n",
    "clinics/storage.py": 'client(aws_access_key_id="AKIA' + 'QYLPMN5HFIQR7XYA")\n',
    "config/settings/local.py": "DATABASE_URL = 'postgresql://polyclinic:" + "hunter2000@db.internal/polyclinic'\n",
    "clinics/mail.py": "SMTP_PASS" + 'WORD = "correct-horse-battery"\n',
    "tests/test_pay.py": 'KEY = "sk_live_' + '4eC39HqLyjWDarjtT1zdp7dc"\n',
    "templates/a.html": '<meta content="ghp_' + 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx">\n',
}  # fmt: skip


def test_planted_secrets_are_found(tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name, text in SECRETS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "clinics/innocent.py").write_text('NAME = "somebody"\n')

    code, said = run("secret_scan.py", tmp_path)

    assert code == 1
    assert {line.split(":")[0] for line in said.splitlines() if "looks like a secret" in line} == set(SECRETS)


def test_every_shipped_package_is_listed_with_version_hash_and_licence(tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text("django==5.2.19 \\\n    --hash=sha256:" + "0" * 64 + "\n")

    code, said = run("sbom.py", lock, tmp_path / "list.json")

    assert code == 0, said
    [django] = json.loads((tmp_path / "list.json").read_text())["components"]
    assert (django["name"], django["version"], django["purl"]) == ("django", "5.2.19", "pkg:pypi/django@5.2.19")
    assert django["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]


def test_packages_without_licence_or_hash_are_found(tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text("nobodys==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\ndjango==5.2.19\n")

    code, said = run("sbom.py", lock, tmp_path / "list.json")

    assert code == 1
    assert "nobodys 1.0 stands in the list without licenses" in said
    assert "django 5.2.19 stands in the list without hashes" in said
    assert not (tmp_path / "list.json").exists()


def test_a_package_installed_in_another_version_is_found(tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text("django==1.0\n")

    code, said = run("sbom.py", lock, tmp_path / "list.json")

    assert code == 1
    assert "django is installed as" in said


def test_the_locks_are_in_step_with_what_is_known_of_their_age():
    assert run("pins.py")[0] == 0


def test_a_version_that_was_locked_past_the_makefile_is_found(locks):
    (locks / "runtime.lock").write_text("django==5.2.20\n")

    code, said = run("pins.py", "--folder", locks, "--today", "2026-11-02")

    assert code == 1
    assert "django: locked is 5.2.20, pins.toml knows 5.2.19" in said


def test_age_is_a_warning_for_a_commit_and_a_failure_for_the_weekly_job(locks):
    later = ("--folder", locks, "--today", "2027-12-20")

    assert run("pins.py", "--folder", locks, "--today", "2026-11-30", "--strict") == (0, "")
    assert run("pins.py", *later)[0] == 0
    code, said = run("pins.py", *later, "--strict")
    assert code == 1
    assert "warning: Nobody looked for newer versions since 2026-11-01" in said
    assert "warning: django 5.2.19 is locked since 2026-11-01" in said


def test_a_new_version_begins_its_own_age_and_others_keep_theirs(locks):
    (locks / "runtime.lock").write_text("django==5.2.19\ncelery==5.7.0\n")

    assert run("pins.py", "--folder", locks, "--write", "--today", "2026-11-20")[0] == 0

    kept = (locks / "pins.toml").read_text()
    assert 'celery = { "5.7.0" = 2026-11-20 }' in kept
    assert 'django = { "5.2.19" = 2026-11-01 }' in kept
    assert "looked = 2026-11-20" in kept


DANGEROUS = {
    "B307": "eval(text)\n",
    "B301": "import pickle\npickle.loads(text)\n",
    "B506": "import yaml\nyaml.load(text)\n",
    "B324": "import hashlib\nhashlib.md5(password)\n",
    "B306": "import tempfile\ntempfile.mktemp()\n",
    "B602": "import subprocess\nsubprocess.run(name, shell=True)\n",
    "B501": "import httpx\nhttpx.get(url, verify=False)\n",
    "B703": "from django.utils.safestring import mark_safe\nmark_safe(name)\n",
    "B608": "def rows(name):\n    return f\"SELECT * FROM patient WHERE name = '{name}'\"\n",
}


def test_dangerous_calls_are_found(tmp_path):
    for fault, text in DANGEROUS.items():
        (tmp_path / f"{fault}.py").write_text(text)
    bandit = [
        str(Path(sys.executable).with_name("bandit")),
        "-q",
        "-r",
        "-c",
        str(ROOT / "pyproject.toml"),
        "-f",
        "json",
    ]

    done = subprocess.run([*bandit, str(tmp_path)], capture_output=True, check=False, timeout=120)

    assert done.returncode == 1
    found = {(Path(each["filename"]).stem, each["test_id"]) for each in json.loads(done.stdout)["results"]}
    assert {(fault, fault) for fault in DANGEROUS} <= found
