"""Tests that documents name must run, whatever the reason why one would not.

As a pytest plugin it sees what really happened: a test that skipped itself, or was skipped by its condition, fixture or
machine, and one that is written and never collected. tests/guards/naming.py sees what the source says beforehand.
Where nothing may be skipped (`tests.browser.is_required`) the session fails; elsewhere it says so.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.browser import is_required

ROOT = Path(__file__).resolve().parents[1]


def named() -> set[str]:
    """What promises.toml and asvs.toml name."""
    promises, requirements = (
        tomllib.loads((ROOT / "deploy" / name).read_text(encoding="utf-8")) for name in ("promises.toml", "asvs.toml")
    )
    entries = [*promises["promises"].values(), *requirements.values()]
    return {test for entry in entries for test in entry.get("tests", [])}


class Named:
    """`everything` is the folder whose whole collection has to hold every named test."""

    def __init__(self, tests: set[str], *, everything: Path, is_strict: bool) -> None:
        self.tests = tests
        self.everything = everything
        self.is_strict = is_strict
        self.collected: set[str] = set()
        self.missing: set[str] = set()
        self.skipped: set[str] = set()

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.collected.add(_plain(item.nodeid))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        config = session.config
        is_whole = [Path(str(argument)).resolve() for argument in config.args] == [self.everything]
        if not is_whole or config.getoption("ignore") or config.getoption("keyword") or not self.collected:
            return
        self.missing |= self.tests - self.collected
        if hasattr(config, "workeroutput"):
            config.workeroutput["named_and_missing"] = sorted(self.missing)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Whoever divides the tests collects none; a worker tells what it did not find."""
        self.missing |= set(getattr(node, "workeroutput", {}).get("named_and_missing", []))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped or hasattr(report, "wasxfail"):
            self.skipped.add(_plain(report.nodeid))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (self.missing or (self.is_strict and self.skipped)) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for test in sorted(self.missing):
            terminalreporter.write_line(f"notice: {test} is named, and was not collected")
        for test in sorted(self.skipped & self.tests):
            terminalreporter.write_line(f"notice: {test} was skipped, so that what rests on it is not shown")
        if self.is_strict:
            for test in sorted(self.skipped - self.tests):
                terminalreporter.write_line(f"notice: {test} was skipped where nothing may be")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Named(named(), everything=ROOT / "tests", is_strict=is_required()), "named tests")


def _plain(nodeid: str) -> str:
    return nodeid.partition("[")[0]
