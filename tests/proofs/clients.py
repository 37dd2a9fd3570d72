"""Clients that work while processes are killed, and the ledger of what they were told is done.

A client whose answer was lost does what clients do: a program asks again with the same key, the editor of a note
saves the same words again, and a person who sent a form looks and begins something else.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.processes import Server
from tests.proofs.stage import Stage

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PATIENCE = 20  # seconds after the end in which what was begun is brought to an answer
SAVES = 6  # of each note, before it is signed or left
KIND, WHEN = "progress", "2026-01-02T03:04"


@dataclass
class Ledger:
    """What clients asked for, and what they were told is done."""

    asked: set[str] = field(default_factory=set)  # family names
    registered: dict[str, str] = field(default_factory=dict)  # their patients' ids
    signed: dict[str, str] = field(default_factory=dict)  # texts of signed notes
    saved: dict[str, str] = field(default_factory=dict)  # texts last acknowledged of drafts
    unanswered: dict[str, str] = field(default_factory=dict)  # texts sent after those, without an answer
    lost_answers: int = 0
    acknowledged_saves: int = 0


def name() -> str:
    return "".join(random.choice(LETTERS) for _letter in range(14)).capitalize()


class Client(threading.Thread):
    """Works until the time is over; `failure` is what it could not explain."""

    def __init__(self, web: httpx.Client, ledger: Ledger, until: float) -> None:
        super().__init__(daemon=True)
        self.web, self.ledger, self.until = web, ledger, until
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                self.work()
        except Exception as failure:  # noqa: BLE001  told by the test, not lost in a thread
            self.failure = failure

    def work(self) -> None:
        raise NotImplementedError

    def sent(self, path: str, **request) -> httpx.Response | None:
        """One try; None when there was no answer or none that says anything."""
        try:
            answer = self.web.post(path, **request)
        except httpx.HTTPError:
            answer = None
        if answer is None or answer.status_code >= 500:
            self.ledger.lost_answers += 1
            time.sleep(0.1)
            return None
        return answer

    def insist(self, path: str, status: int, **request) -> httpx.Response | None:
        """Ask the same until there is an answer, or the time is over."""
        while time.monotonic() < self.until + PATIENCE:
            answer = self.sent(path, **request)
            if answer is not None:
                assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
                return answer
        return None


class Program(Client):
    """A program: registers somebody, writes a note about them, signs it, and begins again."""

    def work(self) -> None:
        family = name()
        self.ledger.asked.add(family)
        patient = self.created("/patients/", {"given": "Kai", "family": family})
        if patient is None:
            return
        self.ledger.registered[family] = patient.json()["id"]
        about = {"patient": patient.json()["id"], "kind": KIND, "occurred_at": f"{WHEN}:00Z"}
        note = self.created("/notes/", {**about, "body": {"text": family}})
        if note is None:
            return
        is_unchanged = {"If-Match": note.headers["ETag"]}
        signed = self.sent(f"/notes/{note.json()['id']}/signature/", json={}, headers=is_unchanged)
        if signed is not None:
            assert signed.status_code == 201, signed.text
            self.ledger.signed[note.json()["id"]] = family

    def created(self, path: str, body: dict) -> httpx.Response | None:
        return self.insist(path, 201, json=body, headers={"Idempotency-Key": str(uuid4())})


class Desk(Client):
    """A browser's session: registers somebody by the form, writes a note that saves itself, signs every other one."""

    def work(self) -> None:
        if "csrftoken" not in self.web.cookies and not self.begin():
            return
        family = name()
        self.ledger.asked.add(family)
        chart = self.form("/patients/new/", {"given": "Kai", "family": family})
        if chart is None:
            return
        self.ledger.registered[family] = chart.split("/")[2]
        page = self.form(f"{chart}notes/new/", {"kind": KIND, "occurred_at": WHEN})
        if page is None:
            return
        revision = self.write(page, family)
        if revision is not None and random.random() < 0.5:
            self.sign(page, revision)

    def begin(self) -> bool:
        """Get the cookie that forms need."""
        try:
            return self.web.get("/patients/new/").status_code == 200
        except httpx.HTTPError:
            return False

    def form(self, path: str, values: dict) -> str | None:
        """Where a form leads to; None when its answer was lost."""
        answer = self.sent(path, data=values, headers=self.token())
        if answer is None:
            return None
        assert answer.status_code == 302, (path, answer.status_code, answer.text[:4000])
        return answer.headers["Location"]

    def write(self, page: str, family: str) -> int | None:
        """Type and save; the last revision, or None when the last words have no answer."""
        note, revision = page.split("/")[4], 0
        for number in range(SAVES):
            text = f"{family} {number}"
            self.ledger.unanswered[note] = text
            words = {"revision": str(revision), "text": text}
            kept = self.insist(f"{page}draft/", 200, data=words, headers=self.token() | {"Accept": "application/json"})
            if kept is None:
                return None
            revision = kept.json()["revision"]
            self.ledger.saved[note] = self.ledger.unanswered.pop(note)
            self.ledger.acknowledged_saves += 1
        return revision

    def sign(self, page: str, revision: int) -> None:
        if self.form(f"{page}signature/", {"revision": str(revision)}) is not None:
            note = page.split("/")[4]
            self.ledger.signed[note] = self.ledger.saved[note]

    def token(self) -> dict[str, str]:
        return {"X-CSRFToken": self.web.cookies["csrftoken"]}


def at_work(stage: Stage, server: Server, seconds: float, disturb, *, programs: int = 3, desks: int = 3) -> Ledger:
    """Let clients work and call `disturb` again and again; what they were told."""
    ledger, until = Ledger(), time.monotonic() + seconds
    clients: list[Client] = [Program(stage.program(server), ledger, until) for _client in range(programs)]
    clients += [Desk(stage.desk(server, "clinician"), ledger, until) for _client in range(desks)]
    for client in clients:
        client.start()
    while time.monotonic() < until:
        disturb()
    for client in clients:
        client.join(timeout=60)
    failures = [str(client.failure) for client in clients if client.failure]
    assert not failures, failures[0]
    assert not any(client.is_alive() for client in clients)
    return ledger
