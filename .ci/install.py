"""Make or refresh .venv from a lock file: `python3 .ci/install.py demo|dev`. Needs nothing but Python 3.11 itself.

Every package is checked against its hash in deploy/requirements/. uv does the work; where uv cannot reach the package
index (one that only pip was told about), pip does it, more slowly.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "deploy" / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def say(sentence: str) -> None:
    print(sentence, flush=True)


def run(*command: str | Path, quiet: bool = False) -> bool:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH"}}
    hidden = subprocess.DEVNULL if quiet else None
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, env=environment, stdout=hidden, stderr=hidden, check=False).returncode == 0


def make_venv() -> None:
    """A virtual environment with pip; without pip where Debian has split ensurepip off; else say what to install."""
    if PYTHON.exists() and run(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))", quiet=True):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    say(f"Making .venv with Python {sys.version.split()[0]}")
    if run(sys.executable, "-m", "venv", VENV, quiet=True):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    can_fill = shutil.which("uv") or run(sys.executable, "-m", "pip", "--version", quiet=True)
    if can_fill and run(sys.executable, "-m", "venv", "--without-pip", VENV, quiet=True):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    sys.exit(
        f"Python {version} here cannot make virtual environments (its venv or ensurepip module is missing).\n"
        f"Install it, then run the same command again. On Debian and Ubuntu: sudo apt-get install python{version}-venv"
    )


def pip(*arguments: str | Path) -> bool:
    if run(PYTHON, "-m", "pip", "--version", quiet=True):
        return run(PYTHON, "-m", "pip", *arguments)
    return run(sys.executable, "-m", "pip", "--python", PYTHON, *arguments)


def uv() -> Path | None:
    """The locked uv inside .venv, or the one of this machine; None where neither can be had."""
    own = VENV / "bin" / "uv"
    lock = LOCKS / "installer.lock"
    if own.exists() or pip("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock):
        return own
    found = shutil.which("uv")
    return Path(found) if found else None


def sync(lock: Path) -> None:
    packages = sum("==" in line for line in lock.read_text().splitlines())
    say(f"Installing {packages} packages from {lock.relative_to(ROOT)} (each checked against its hash)")
    started = time.monotonic()
    installer = uv()
    done = installer is not None and run(
        installer, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, lock
    )
    if not done:
        say("uv could not install them; trying with pip")
        if not pip("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", lock):
            sys.exit("The packages could not be installed: see the message above. Is a package index reachable?")
    say(f"Installed in {time.monotonic() - started:.0f} s")


def main() -> None:
    (kind,) = sys.argv[1:]
    stamps = {name: VENV / f"installed-{name}" for name in ("demo", "dev")}
    if stamps["dev"].exists():  # what the tests need stays installed when only the demo is asked for
        kind = "dev"
    make_venv()
    sync(LOCKS / f"{kind}.lock")
    for name, stamp in stamps.items():
        if name in {"demo", kind}:
            stamp.touch()


if __name__ == "__main__":
    main()
