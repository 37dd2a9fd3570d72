"""A test that documents name fails the session when it did not run, for whatever reason; each reason is planted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.named import named

ROOT = Path(__file__).resolve().parents[2]
NOT_RUN = {
    "skips_itself": "def test_named(): pytest.skip('no browser here')\n",
    "later": "def test_named():\n    x = 1\n    if x:\n        pytest.skip('later')\n",
    "by_a_condition": "@pytest.mark.skipif(True, reason='here')\ndef test_named(): pass\n",
    "by_its_fixture": "@pytest.fixture\ndef lacking(): pytest.skip('none')\ndef test_named(lacking): pass\n",
    "without_parameters": "@pytest.mark.parametrize('case', [])\ndef test_named(case): pass\n",
    "one_of_its_parameters": (
        "@pytest.mark.parametrize('case', [1, pytest.param(2, marks=pytest.mark.skip)])\ndef test_named(case): pass\n"
    ),
    "expected_to_fail": "def test_named(): pytest.xfail('known')\n",
}
NOT_THERE = {
    "renamed": "def test_renamed(): pass\n",
    "hidden": "if False:\n    def test_named(): pass\ndef test_other(): pass\n",
    "no_test": "def named_test(): pass\ndef test_other(): pass\n",
    "lacks_what_it_needs": "pytest.importorskip('nobody_wrote_this')\ndef test_named(): pass\n",
}
RUNS = {"runs": "def test_named(): pass\n"}
CONFTEST = """
from pathlib import Path
from tests.named import Named

def pytest_configure(config):
    plugin = Named({names}, everything=Path(__file__).parent, is_strict={is_strict})
    config.pluginmanager.register(plugin)
"""


def session(folder: Path, planted: dict[str, str], *more: str, is_strict: bool = True) -> tuple[int, str]:
    """A session of its own over planted files, one named test in each, as `make test` has one over all tests."""
    names = {f"test_{name}.py::test_named" for name in planted}
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider\n")
    (folder / "conftest.py").write_text(CONFTEST.format(names=names, is_strict=is_strict))
    for name, text in planted.items():
        (folder / f"test_{name}.py").write_text("import pytest\n\n\n" + text)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *more, "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def skipped(said: str) -> set[str]:
    return set(re.findall(r"^notice: test_(\w+)\.py::test_named was skipped", said, re.MULTILINE))


def test_named_tests_that_ran_are_enough(tmp_path):
    code, said = session(tmp_path, RUNS)

    assert (code, skipped(said)) == (0, set()), said


def test_each_that_was_skipped_is_told_and_fails_the_session(tmp_path):
    code, said = session(tmp_path, NOT_RUN | RUNS)

    assert code == 1
    assert skipped(said) == set(NOT_RUN), said


def test_where_things_may_be_skipped_it_is_only_told(tmp_path):
    code, said = session(tmp_path, {"by_a_condition": NOT_RUN["by_a_condition"]}, is_strict=False)

    assert (code, skipped(said)) == (0, {"by_a_condition"}), said


@pytest.mark.parametrize("more", [(), ("-p", "xdist", "-n", "1")])
def test_each_that_is_not_collected_fails_the_session(tmp_path, more):
    code, said = session(tmp_path, NOT_THERE | RUNS, *more)

    assert code == 1
    assert set(re.findall(r"^notice: test_(\w+)\.py::test_named is named, and was not", said, re.MULTILINE)) == set(
        NOT_THERE
    )


def test_part_of_the_tests_may_be_run_alone(tmp_path):
    code, said = session(tmp_path, {"renamed": NOT_THERE["renamed"]}, "-k", "renamed")

    assert code == 0, said


def test_this_session_looks_for_what_the_documents_name(pytestconfig):
    plugin = pytestconfig.pluginmanager.get_plugin("named tests")

    assert plugin is not None
    assert plugin.tests == named()
    assert len(plugin.tests) > 200
