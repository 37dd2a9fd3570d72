"""Clients that register people and write notes about them, and the ledger of what they were told is done."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.processes import Server
from tests.proofs.clients import Browser, Client
from tests.proofs.stage import Stage

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SAVES = 6  # of each note, before it is signed or left
KIND, WHEN = "progress", "2026-01-02T03:04"


@dataclass
class Ledger:
    """What clients asked for, and what they were told is done."""

    registered: dict[str, str] = field(default_factory=dict)  # family names to their patients' ids
    signed: dict[str, str] = field(default_factory=dict)  # texts of signed notes
    saved: dict[str, str] = field(default_factory=dict)  # texts last acknowledged of drafts
    unanswered: dict[str, str] = field(default_factory=dict)  # texts sent after those, without an answer
    acknowledged_saves: int = 0


def name() -> str:
    return "".join(random.choice(LETTERS) for _letter in range(14)).capitalize()


class Program(Client):
    """A program: registers somebody, writes a note about them, signs it, and begins again."""

    def __init__(self, web: httpx.Client, ledger: Ledger) -> None:
        super().__init__(web)
        self.ledger = ledger

    def work(self) -> None:
        family = name()
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
        return self.insist(path, {201}, json=body, headers={"Idempotency-Key": str(uuid4())})


class Desk(Browser):
    """A browser's session: registers somebody by the form, writes a note that saves itself, signs every other one."""

    def __init__(self, web: httpx.Client, ledger: Ledger) -> None:
        super().__init__(web)
        self.ledger = ledger

    def work(self) -> None:
        if not self.is_ready():
            return
        family = name()
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

    def write(self, page: str, family: str) -> int | None:
        """Type and save; the last revision, or None when the last words have no answer."""
        note, revision = page.split("/")[4], 0
        for number in range(SAVES):
            text = f"{family} {number}"
            self.ledger.unanswered[note] = text
            words = {"revision": str(revision), "text": text}
            kept = self.insist(
                f"{page}draft/", {200}, data=words, headers=self.token() | {"Accept": "application/json"}
            )
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


def clients(stage: Stage, server: Server, ledger: Ledger) -> list[Client]:
    programs = [Program(stage.program(server), ledger) for _client in range(3)]
    return [*programs, *(Desk(stage.desk(server, "clinician"), ledger) for _client in range(3))]
