"""What the product promises about security is shown by tests that exist and run."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAP = tomllib.loads((ROOT / "deploy" / "promises.toml").read_text(encoding="utf-8"))
PROMISES = MAP["promises"]
SAFEGUARDS = {
    "164.312(a)(1)",
    "164.312(a)(2)(i)",
    "164.312(a)(2)(ii)",
    "164.312(a)(2)(iii)",
    "164.312(a)(2)(iv)",
    "164.312(b)",
    "164.312(c)(1)",
    "164.312(c)(2)",
    "164.312(d)",
    "164.312(e)(1)",
    "164.312(e)(2)(i)",
    "164.312(e)(2)(ii)",
}
SKIPS = {"skip", "xfail"}


@cache
def found_in(path: str) -> dict[str, bool]:
    """The tests of a file, each with whether it is always skipped or expected to fail."""
    file = ROOT / path
    if not file.exists():
        return {}
    functions = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    return {each.name: any(_skips(mark) for mark in each.decorator_list) for each in functions}


def _skips(decorator: ast.expr) -> bool:
    mark = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(mark, ast.Attribute) and mark.attr in SKIPS


def fault(test: str) -> str:
    """What is wrong with a named test; nothing when it is there and runs."""
    path, _colons, name = test.partition("::")
    found = found_in(path)
    if name not in found:
        return f"{test} does not exist"
    return f"{test} is skipped" if found[name] else ""


@pytest.mark.parametrize("name", PROMISES)
def test_a_promise_is_a_sentence_and_its_tests_run(name):
    promise = PROMISES[name]

    assert promise["says"].endswith(".")
    assert promise["tests"], f"{name} is shown by nothing"
    assert [found for test in promise["tests"] if (found := fault(test))] == []


def test_every_technical_safeguard_rests_on_promises_or_says_who_must_act():
    assert set(MAP["hipaa"]) == SAFEGUARDS
    for requirement, entry in MAP["hipaa"].items():
        assert set(entry.get("rests_on", [])) <= set(PROMISES), requirement
        assert bool(entry.get("rests_on")) != bool(entry.get("operator")), requirement


def test_a_test_that_is_not_there_or_never_runs_is_found(tmp_path):
    assert fault("tests/guards/test_promises.py::test_that_nobody_wrote").endswith("does not exist")
    assert fault("tests/nowhere.py::test_a").endswith("does not exist")
    planted = tmp_path / "test_planted.py"
    planted.write_text("import pytest\n@pytest.mark.skip(reason='later')\ndef test_a(): pass\n")
    assert fault(f"{planted}::test_a").endswith("is skipped")


def test_every_promise_stands_in_the_page_that_people_read():
    page = (ROOT / "deploy" / "SECURITY.md").read_text(encoding="utf-8")
    assert [name for name, promise in PROMISES.items() if promise["says"] not in page] == []
