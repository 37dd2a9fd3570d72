"""Clients that book, invoice and take payments, and the ledger of what they were told is done.

What each of them asks for can be told from everything else: bookings by their reason, lines and payments by
their amount.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from clinics.kit.ids import new_id
from tests.processes import Server
from tests.proofs.clients import Browser, Client
from tests.proofs.stage import Stage

PEOPLE, PROVIDERS, DAYS, MINUTES = 40, 4, 4, 15
REFUSED = "refused"
# Sets up an office that is always open, with people to be treated, and prints what clients have to know.
SET_UP = f"""
import json
import django
django.setup()
from datetime import date, timedelta
from django.utils import timezone
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from tests.factories import appointments, patients, tokens
with entering_platform():
    [clinic] = Clinic.objects.all()
now = timezone.now()
with entering(clinic):
    day = now.date()
    always = dict(hours=(("00:00", "23:59"),), weekdays=range(1, 8), since=day - timedelta(days=9))
    providers = [appointments.provider(f"Provider {{n}}", **always) for n in range({PROVIDERS})]
    known = {{
        "site": appointments.site().pk,
        "type": appointments.kind(minutes={MINUTES}).pk,
        "providers": [each.pk for each in providers],
        "people": [patients.register(given=f"Kai{{n}}", email=f"kai{{n}}@example.com").pk for n in range({PEOPLE})],
    }}
known["token"] = tokens.bearer(clinic, at=now)
print(json.dumps(known, default=str))
"""


@dataclass
class Books:
    """What clients asked for, by what tells it apart, and the id they were told, or that it was refused."""

    booked: dict[str, str] = field(default_factory=dict)
    paid: dict[str, str] = field(default_factory=dict)  # pages do not tell the id
    issued: dict[str, list[str]] = field(default_factory=dict)  # ids of invoices to the amounts of their lines
    invited: set[str] = field(default_factory=set)
    cents: Iterator[int] = field(default_factory=lambda: itertools.count(101))

    def amount(self) -> str:
        """One that nobody else asks for."""
        cents = next(self.cents)
        return f"{cents // 100}.{cents % 100:02}"

    def done(self, asked: dict[str, str]) -> set[str]:
        return {name for name, told in asked.items() if told != REFUSED}


@dataclass
class Office:
    """What there is to book."""

    known: dict[str, Any]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def wish(self) -> dict[str, str]:
        """Somebody, with somebody, at a time that others may want too."""
        first = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
        turn = random.randrange(DAYS * 24 * 60 // MINUTES)
        return {
            "patient": random.choice(self.known["people"]),
            "provider": random.choice(self.known["providers"]),
            "type": self.known["type"],
            "starts_at": (first + timedelta(minutes=turn * MINUTES)).isoformat(),
        }

    def patient(self) -> str:
        return str(random.choice(self.known["people"]))


def set_up(stage: Stage) -> Office:
    return Office(json.loads(stage.run(SET_UP)))


class Program(Client):
    """A program that books, and takes payments for what is open."""

    def __init__(self, web: httpx.Client, books: Books, office: Office) -> None:
        super().__init__(web)
        self.books, self.office = books, office

    def work(self) -> None:
        reason = str(uuid4())
        body = {**self.office.wish(), "location": self.office.known["site"], "reason": reason}
        answer = self.kept("/appointments/", body)
        if answer is not None:
            self.books.booked[reason] = answer.json()["id"] if answer.status_code == 201 else REFUSED
        self.pay()

    def pay(self) -> None:
        patient, amount = self.office.patient(), self.books.amount()
        found = self.sent("/invoices/", "GET", params={"patient": patient, "state": "open"})
        if found is None:
            return
        assert found.status_code == 200, found.text
        open_ = found.json()["results"]
        body: dict[str, Any] = {"patient": patient, "amount": amount, "method": "card"}
        if open_:
            part = min(float(open_[-1]["open"]), float(amount))
            body["allocations"] = [{"invoice": open_[-1]["id"], "amount": f"{part:.2f}"}]
        answer = self.kept("/payments/", body)
        if answer is not None:
            self.books.paid[amount] = answer.json()["id"] if answer.status_code == 201 else REFUSED

    def kept(self, path: str, body: dict) -> httpx.Response | None:
        return self.insist(path, {201, 409}, json=body, headers={"Idempotency-Key": str(uuid4())})


class FrontDesk(Browser):
    """A browser's session that books by the form, and takes payments."""

    def __init__(self, web: httpx.Client, books: Books, office: Office) -> None:
        super().__init__(web)
        self.books, self.office = books, office

    def work(self) -> None:
        if not self.is_ready():
            return
        reason, appointment, wish = str(uuid4()), str(new_id()), self.office.wish()
        form = {"patient": wish["patient"], "type": wish["type"], "site": self.office.known["site"]}
        form |= {"id": appointment, "slot": f"{wish['starts_at']}|{wish['provider']}", "reason": reason}
        answer = self.insist("/appointments/new/", {302, 409}, data=form, headers=self.token())
        if answer is not None and answer.status_code == 302:
            assert answer.headers["Location"].endswith(f"#visit-{appointment}"), answer.headers["Location"]
        if answer is not None:
            self.books.booked[reason] = appointment if answer.status_code == 302 else REFUSED
        self.pay()

    def pay(self) -> None:
        patient, amount = self.office.patient(), self.books.amount()
        form = {"amount": amount, "method": "cash", "key": str(uuid4())}
        path = f"/billing/patients/{patient}/payments/new/"
        answer = self.insist(path, {302, 422}, data=form, headers=self.token())
        if answer is not None:
            self.books.paid[amount] = "" if answer.status_code == 302 else REFUSED


class Biller(FrontDesk):
    """A browser's session that writes invoices of two lines and issues them, twice as a nervous finger does."""

    def work(self) -> None:
        if not self.is_ready():
            return
        draft = self.form(f"/billing/patients/{self.office.patient()}/drafts/new/", {})
        amounts = [self.books.amount() for _line in range(2)]
        if draft is None or not all(self.adds(draft, amount) for amount in amounts):
            return
        answer = self.insist(f"{draft}issue/", {302}, headers=self.token())
        if answer is not None:
            invoice = answer.headers["Location"].split("/")[3]
            self.books.issued[invoice] = amounts
            again = self.form(f"{draft}issue/", {})
            assert again is None or again.split("/")[3] == invoice, again
        self.pay()

    def adds(self, draft: str, amount: str) -> bool:
        line = {"display": "Service", "unit_amount": amount, "quantity": "1"}
        return self.form(draft, {**line, "served_on": f"{self.office.now:%Y-%m-%d}"}) is not None


class Owner(FrontDesk):
    """A browser's session that invites people, which mail has to tell them."""

    def work(self) -> None:
        if not self.is_ready():
            return
        email = f"{uuid4().hex}@example.com"
        if self.form("/settings/staff/invitations/new/", {"email": email, "roles": ["front_desk"]}) is not None:
            self.books.invited.add(email)


def clients(stage: Stage, server: Server, books: Books, office: Office) -> list[Client]:
    token = office.known["token"]
    programs: list[Client] = [Program(stage.program(server, token), books, office) for _client in range(3)]
    roles = {"front_desk": FrontDesk, "biller": Biller, "owner": Owner}
    desks = ["front_desk", "front_desk", "biller", "biller", "owner"]
    return [*programs, *(roles[role](stage.desk(server, role), books, office) for role in desks)]
