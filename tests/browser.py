"""Which Chromium the browser tests drive; `python -m tests.browser --install` gets one where there is none.

As a pytest plugin it skips tests marked `browser` where there is none, and refuses to where
POLYCLINIC_REQUIRE_BROWSER=1 says that nothing may be skipped.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = "no Chromium here: `python -m tests.browser --install` gets one"


@functools.cache
def chromium() -> str | None:
    """The path of a Chromium that runs: the system's, else the one Playwright installed."""
    return next((path for path in _candidates() if Path(path).exists() and _runs(path)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("browser")]
    if not marked or chromium():
        return
    if is_required():
        raise pytest.UsageError(MISSING)
    for item in marked:
        item.add_marker(pytest.mark.skip(reason=MISSING))


def is_required() -> bool:
    return os.environ.get("POLYCLINIC_REQUIRE_BROWSER") == "1"


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, PROGRAMS))
    yield from PLACES
    yield _playwrights_own()  # last: asking starts Playwright


def _runs(path: str) -> bool:
    """A command that only asks to install the real one (Ubuntu's chromium-browser without snap) does not count."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt-get", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    chromium.cache_clear()
    if not chromium():
        print("Installing Chromium with Playwright", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    chromium.cache_clear()


def main() -> None:
    if "--install" in sys.argv and not chromium():
        _install()
    if found := chromium():
        print(f"Browser tests run in {found}")
    elif is_required():
        sys.exit("Chromium is missing and could not be installed; nothing may be skipped here.")
    else:
        print("Browser tests are skipped: Chromium is missing and could not be installed.")


if __name__ == "__main__":
    main()
