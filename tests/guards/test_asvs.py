"""Every requirement of OWASP ASVS 5.0.0 at levels 1 and 2 is shown, not ours for a known reason, or said to be open."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.guards.naming import fault
from tests.guards.test_promises import PROMISES

ROOT = Path(__file__).resolve().parents[2]
MAP = tomllib.loads((ROOT / "deploy" / "asvs.toml").read_text(encoding="utf-8"))
REASONS = MAP.pop("reasons")
REASONS_KNOWN = {
    *("no_ldap", "no_xml", "no_latex", "no_markup_is_typed", "no_jndi", "no_memcached", "memory_safe"),
    *("no_window_messages", "no_graphql", "no_websocket", "no_codes_are_sent", "no_saml", "no_webrtc"),
    *("no_programs_register_themselves", "all_keys_are_drawn", "no_client_certificates"),
}
"""A new reason not to apply is decided here, and nowhere else."""

# fmt: off
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233",
    "6.5": "22222333", "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23", "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333",
    "10.5": "22222", "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}
# fmt: on
"""The level of each requirement of a section, in their order: 70 of level 1, 183 of level 2, 92 of level 3."""

ASKED = {
    f"{part}.{n}": int(level) for part, levels in LEVELS.items() for n, level in enumerate(levels, 1) if level != "3"
}
WAYS = ("open", "not_applicable", "operator", "written", "shown")
OPERATORS = "".join((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in ("SECURITY.md", "RUNBOOK.md"))


def way(entry: dict[str, Any]) -> str:
    """How a requirement stands. What is open is open whatever tests stand beside it."""
    return next((each for each in WAYS if each in entry), "shown")


def complaints(number: str, entry: dict[str, Any]) -> list[str]:
    said = [found for test in entry.get("tests", []) if (found := fault(test))]
    said += [f"{each} is no promise" for each in entry.get("rests_on", []) if each not in PROMISES]
    if unknown := set(entry) - {"level", "about", "tests", "rests_on", *WAYS[:4]}:
        said.append(f"{number} says {', '.join(unknown)}, which means nothing")
    if len(set(WAYS) & set(entry)) > 1:
        said.append(f"{number} stands in two ways")
    if way(entry) == "shown" and not (entry.get("tests") or entry.get("rests_on")):
        said.append(f"{number} is shown by nothing")
    if entry.get("not_applicable", "no_webrtc") not in REASONS_KNOWN:
        said.append(f"{number} does not apply for a reason that nobody decided")
    if way(entry) in {"not_applicable", "operator", "written"} and (entry.get("tests") or entry.get("rests_on")):
        said.append(f"{number} is shown and something else")
    if entry.get("operator", OPERATORS) not in OPERATORS:
        said.append(f"{number} is the operator's, and nothing tells the operator")
    if "written" in entry and not (ROOT / entry["written"]).is_file():
        said.append(f"{number} is written nowhere")
    if not entry.get("open", "A sentence.").endswith("."):
        said.append(f"{number} is open without a sentence")
    return said


def test_every_requirement_of_levels_one_and_two_stands_in_the_map():
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}
    assert {number: entry["level"] for number, entry in MAP.items()} == ASKED
    assert set(REASONS) == REASONS_KNOWN


def test_every_requirement_stands_as_it_says():
    assert [found for number, entry in MAP.items() for found in complaints(number, entry)] == []


def test_what_is_open_is_counted_and_told(capsys):
    page = " ".join((ROOT / "deploy" / "SECURITY.md").read_text(encoding="utf-8").split())
    ways = Counter(way(entry) for entry in MAP.values())
    told = (
        f"Of {len(MAP)} requirements {ways['shown']} are shown, {ways['written']} are written down, "
        f"{ways['operator']} are the operator's, {ways['not_applicable']} do not apply and {ways['open']} are open"
    )
    with capsys.disabled():
        sys.stdout.write(f"\nnotice: ASVS 5.0.0. {told}.\n")

    assert told in page, told


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "is shown by nothing"),
        ({"tests": ["tests/guards/test_asvs.py::test_nobody_wrote"]}, "does not exist"),
        ({"rests_on": ["no_promise"]}, "is no promise"),
        ({"not_applicable": "no_time"}, "nobody decided"),
        ({"not_applicable": "no_xml", "open": "Later."}, "stands in two ways"),
        ({"not_applicable": "no_xml", "rests_on": ["silent_logs"]}, "is shown and something else"),
        ({"operator": "Somebody should do something"}, "nothing tells the operator"),
        ({"written": "deploy/NOWHERE.md"}, "is written nowhere"),
        ({"open": "later"}, "is open without a sentence"),
        ({"met": "yes"}, "means nothing"),
    ],
)
def test_a_planted_claim_is_found(entry, said):
    assert any(found.endswith(said) or said in found for found in complaints("0.0.0", entry))


def test_what_is_open_is_not_called_shown():
    assert (
        way({"tests": ["tests/guards/test_asvs.py::test_what_is_open_is_not_called_shown"], "open": "Half."}) == "open"
    )
