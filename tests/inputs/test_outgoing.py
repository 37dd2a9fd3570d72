"""Requests that others make us send go to public addresses alone, however an address is written or a name answers."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest

from clinics.kit import destinations
from clinics.webhooks import posting
from clinics.webhooks.models import Failing
from clinics.webhooks.posting import Message, post_all
from tests.receivers import receiving

ROOT = Path(__file__).resolve().parents[2]
SENDERS = {
    "clinics/events/sns.py": "Amazon's own hosts, by a fixed pattern, without redirects",
    "clinics/kit/destinations.py": "resolves and judges",
    "clinics/kit/outgoing.py": "addresses that others chose, through the judge",
    "clinics/onboarding/probes.py": "asks what the clinic's own host is called, at an operator's command",
    "clinics/single_sign_on/asking.py": "the provider that a clinic named, through the judge",
    "clinics/webhooks/posting.py": "addresses that others chose, through the judge",
    "config/observability/ask.py": "this machine's own health",
    "config/demo/processes.py": "this machine's own health",
    "patients/documents/clamd.py": "the scanner that the operator named",
}
"""Files that reach out, each with where to. Whatever goes where others say has to go through the judge."""
REACHING = {"httpx", "requests", "aiohttp", "urllib3", "socket", "urllib.request", "http.client", "smtplib", "ftplib"}
LOOPBACKS = (
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "017700000001", "0x7f.0.0.1", "0"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    *("localhost", "LOCALHOST", "a.localhost", "127.0.0.1.", "[0:0:0:0:0:ffff:7f00:1]"),
)
INSIDE = ("::7f00:1", "::a9fe:a9fe", "fec0::1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "::ffff:a9fe:a9fe", "100::1")
REFUSED = {Failing.REFUSED_ADDRESS, Failing.UNKNOWN_HOST}


def post(url: str) -> posting.Outcome:
    [outcome] = post_all([Message(url, b"{}", {})], deadline=5.0)
    return outcome


def reaching_files() -> set[str]:
    """Files of the product that import what opens connections."""
    found = set()
    for top in ("clinics", "patients", "appointments", "billing", "config"):
        for path in (ROOT / top).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            names = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
            if names & REACHING:
                found.add(str(path.relative_to(ROOT)))
    return found


def test_only_these_files_reach_out():
    known = {path for path in reaching_files() if not path.startswith("config/postgres/")}

    assert known == set(SENDERS)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_wraps_another_is_judged_as_that_one(address, settings):
    settings.OUTGOING_REACHES_LOOPBACK = False

    assert not destinations.is_allowed(address)


def test_this_machine_is_reached_by_none_of_its_names(settings):
    settings.OUTGOING_REACHES_LOOPBACK = False
    with receiving() as receiver:
        failing = {host: post(f"https://{host}:{receiver.port}/").failing for host in LOOPBACKS}

    assert {host: each for host, each in failing.items() if each not in REFUSED} == {}
    assert receiver.heard == []


def test_a_number_that_is_none_is_not_asked_for(settings):
    settings.OUTGOING_REACHES_LOOPBACK = False
    with receiving() as receiver:
        outcome = post(f"https://0177.0.0.1:{receiver.port}/")

    assert not outcome.is_delivered
    assert outcome.failing in REFUSED | {Failing.BROKEN}
    assert receiver.heard == []


def test_a_judge_that_lets_everything_pass_is_noticed(settings, monkeypatch):
    settings.OUTGOING_REACHES_LOOPBACK = False
    monkeypatch.setattr(destinations, "is_allowed", lambda _address: True)
    with receiving() as receiver:
        outcome = post(f"https://127.0.0.1:{receiver.port}/")

    assert outcome.failing not in REFUSED


class Answering:
    """Names as a server of ours would answer for them: `hosts` says what each has, in turn, the last one for ever."""

    def __init__(self, hosts: dict[str, list[list[str]]]) -> None:
        self.hosts, self.asked, self.real = hosts, [], socket.getaddrinfo

    def __call__(self, host, port, *args, **kwargs):
        self.asked.append(host)
        if host not in self.hosts:
            return self.real(host, port, *args, **kwargs)
        turns = self.hosts[host]
        has = turns.pop(0) if len(turns) > 1 else turns[0]
        return [found for each in has for found in self.real(each, port, *args, **kwargs)]


def test_a_name_that_has_a_private_address_beside_a_public_one_is_refused(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", Answering({"two.example": [["93.184.216.34", "10.0.0.1"]]}))

    assert post("https://two.example/").failing == Failing.REFUSED_ADDRESS


def test_a_name_is_asked_once_and_the_connection_goes_to_what_was_judged(monkeypatch):
    names = Answering({"turns.localhost": [["127.0.0.1"], ["169.254.169.254"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)
    with receiving() as receiver:
        outcome = post(f"http://turns.localhost:{receiver.port}/")

    assert (outcome.failing, len(receiver.heard)) == ("", 1)
    assert names.asked.count("turns.localhost") == 1
