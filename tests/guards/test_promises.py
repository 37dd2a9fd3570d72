"""What the product promises about security is shown by tests that exist and run."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.guards.naming import fault

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


def test_a_test_that_is_not_there_is_found():
    assert fault("tests/guards/test_promises.py::test_that_nobody_wrote").endswith("does not exist")
    assert fault("tests/nowhere.py::test_a").endswith("does not exist")
    assert fault("tests/guards/test_promises.py::test_a_test_that_is_not_there_is_found[one]").endswith(
        "does not exist"
    )


@pytest.mark.parametrize(
    "text",
    [
        "@pytest.mark.skip(reason='later')\ndef test_a(): pass\n",
        "@pytest.mark.xfail\ndef test_a(): assert False\n",
        "pytestmark = [pytest.mark.slow, pytest.mark.skip]\ndef test_a(): pass\n",
        "def test_a():\n    'Said.'\n    pytest.skip('later')\n",
    ],
)
def test_a_test_that_never_runs_is_found(tmp_path, text):
    planted = tmp_path / "test_planted.py"
    planted.write_text("import pytest\n" + text)

    assert fault(f"{planted}::test_a").endswith("is skipped")


def test_every_promise_stands_in_the_page_that_people_read():
    page = (ROOT / "deploy" / "SECURITY.md").read_text(encoding="utf-8")
    assert [name for name, promise in PROMISES.items() if promise["says"] not in page] == []
