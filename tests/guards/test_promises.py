"""What the product promises about security is shown by tests that exist and run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.guards.naming import fault

ROOT = Path(__file__).resolve().parents[2]
MAP = tomllib.loads((ROOT / "deploy" / "promises.toml").read_text(encoding="utf-8"))
PROMISES = MAP["promises"]
PAGE = (ROOT / "deploy" / "SECURITY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^(\|) (.+?) \| (`.*`) \|$", re.MULTILINE)
PARTS = (
    "Reporting",
    "What is protected, by what",
    "Promises, and the tests that show them",
    "What operators must still do",
    "Honest limits",
)
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


def untold(entries: dict[str, dict[str, Any]]) -> set[str]:
    """Safeguards that are missing, unknown, or rest on nothing, on two things at once or on no promise."""
    return (SAFEGUARDS ^ set(entries)) | {
        number
        for number, entry in entries.items()
        if bool(entry.get("rests_on")) == bool(entry.get("operator"))
        or not set(entry.get("rests_on", [])) <= set(PROMISES)
        or set(entry) - {"about", "rests_on", "operator"}
    }


def test_every_technical_safeguard_rests_on_promises_or_says_who_must_act():
    assert untold(MAP["hipaa"]) == set()


@pytest.mark.parametrize(
    "entry",
    [
        {"about": "Audit controls"},
        {"about": "Audit controls", "rests_on": []},
        {"about": "Audit controls", "rests_on": ["nobody_promised"]},
        {"about": "Audit controls", "rests_on": ["trail_is_whole"], "operator": "Somebody"},
        {"about": "Audit controls", "not_applicable": "we do not like it"},
    ],
)
def test_a_planted_safeguard_is_found(entry):
    assert untold({**MAP["hipaa"], "164.312(b)": entry}) == {"164.312(b)"}
    assert untold({**MAP["hipaa"], "164.312(z)": {"rests_on": ["trail_is_whole"]}}) == {"164.312(z)"}
    assert untold({number: each for number, each in MAP["hipaa"].items() if number != "164.312(b)"}) == {"164.312(b)"}


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


def misled(page: str) -> list[str]:
    """Promises that the page does not tell, and tests it tells that are not of the promise beside them."""
    rows = {row[1]: set(re.findall(r"`([^`]+::\w+)`", row[2])) for row in re.findall(ROW, page)}
    return [
        *(name for name, promise in PROMISES.items() if promise["says"] not in rows),
        *(
            test
            for promise in PROMISES.values()
            for test in rows.get(promise["says"], set()) - {each.removeprefix("tests/") for each in promise["tests"]}
        ),
        *(says for says, tests in rows.items() if not tests),
    ]


def test_the_page_that_people_read_tells_each_promise_with_tests_of_it():
    assert misled(PAGE) == []
    assert all(f"\n## {part}\n" in PAGE for part in PARTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("codes open once. |", "codes open twice. |"),
        ("test_sign_in.py::test_a_code_opens_once", "test_sign_in.py::test_a_code_opens_never"),
        ("`clinics/staff/test_sign_in.py::test_nobody_signs_up`<br>", "`config/test_forms.py::test_nobody`<br>"),
    ],
)
def test_a_page_that_misleads_is_found(old, new):
    assert old in PAGE

    assert misled(PAGE.replace(old, new)) != []
