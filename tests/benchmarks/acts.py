"""Booking, and an invoice with its payment, against one bare insert; and both by eight clients at once.

Each is measured as somebody waits for it, from the call to the commit; in brackets the processor time of the process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from uuid import uuid4

import httpx
from django.utils import timezone

from appointments.actions import booking
from appointments.actions.seeding_many import AHEAD, STARTS, WORKDAYS
from appointments.local_time import moment
from appointments.models import AppointmentType, Provider
from billing.actions import drafts, issuing, payments
from clinics.kit.current import entering
from clinics.models import Clinic
from patients.models import Patient
from tests.benchmarks.bare import Inserts, Reference
from tests.benchmarks.measuring import Line
from tests.factories import appointments
from tests.factories import billing as fees
from tests.factories.billing import BILLER
from tests.factories.tokens import bearer
from tests.processes import Server, serving

ROUNDS, TIMES = 7, 20
FAR = 400  # days that are free behind those that are booked
LINES = 5
CLIENTS, EACH = 8, 25


class Desk:
    """Knows what is free: one time after the other, with one provider after the other."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        with entering(clinic):
            self.site, self.kind = appointments.site(), AppointmentType.objects.get(name="Consultation")
            providers = list(Provider.objects.active().in_order())
            self.fees = [fees.fee(f"S{number}", amount=str(80 + number)) for number in range(LINES)]
            self.people = cycle(list(Patient.objects.order_by("recorded_at", "id")[:200]))
        today = timezone.now().date()
        ahead = (today + timedelta(days=AHEAD + 1 + number) for number in range(FAR))
        days = [day for day in ahead if day.isoweekday() in WORKDAYS]
        self.free = product(days, STARTS, providers)

    def wish(self) -> dict[str, object]:
        day, clock, provider = next(self.free)
        when = moment(day, clock, self.site.zone)
        return {"patient": next(self.people), "type": self.kind, "provider": provider, "starts_at": when}

    def book(self) -> None:
        booking.book(**self.wish(), location=self.site, by=appointments.DESK, at=timezone.now())  # type: ignore[arg-type]

    def invoice(self) -> None:
        """Five services written down, issued, and paid."""
        at, patient = timezone.now(), next(self.people)
        draft = drafts.start(patient=patient, by=BILLER, at=at)
        drafts.add_fees(draft=draft, fees=self.fees, served_on=at.date(), by=BILLER, at=at)
        invoice = issuing.issue(draft=draft, by=BILLER, at=at)
        parts = {invoice: invoice.total}
        payments.receive(patient=patient, amount=invoice.total, method="card", to=parts, key=uuid4(), by=BILLER, at=at)


def lines(clinic: Clinic, reference: Reference) -> Iterator[Line]:
    desk = Desk(clinic)
    with reference.inserting() as inserts, entering(clinic):
        yield against("booking / one bare insert", desk.book, inserts, 10.0)
        yield against("invoice of 5 lines, paid / one bare insert", desk.invoice, inserts, 30.0)
    yield at_once(desk)


def against(what: str, deed: Callable[[], None], inserts: Inserts, bar: float) -> Line:
    """Both in turn; the median of the ratios."""
    deed()
    inserts.ms(TIMES)
    rounds = [(spent(deed), inserts.ms(TIMES)) for _round in range(ROUNDS)]
    passed = statistics.median(ours[0] / bare[0] for ours, bare in rounds)
    used = statistics.median(ours[1] / bare[1] for ours, bare in rounds)
    ours, bare = (statistics.median(each[side][0] for each in rounds) for side in (0, 1))
    return Line(what, passed, bar, detail=f"{ours:.1f} / {bare:.2f} ms (CPU {used:.1f} ×)")


def spent(deed: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds that one took, and those of the processor."""
    began, used = time.perf_counter(), time.process_time()
    for _ in range(TIMES):
        deed()
    return (time.perf_counter() - began) * 1000 / TIMES, (time.process_time() - used) * 1000 / TIMES


def at_once(desk: Desk) -> Line:
    """Errors of clients that book and take payments by the API, each on times of its own."""
    token = bearer(desk.clinic, at=datetime.now(UTC))
    wishes = [[desk.wish() for _turn in range(EACH)] for _client in range(CLIENTS)]
    with serving("--workers", "2", "--threads", "8", TEST_POOL_SIZE="8", API_RATE="100000/min") as server:
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            answers = [
                each for found in pool.map(lambda mine: work(server, desk, token, mine), wishes) for each in found
            ]
        seconds = time.perf_counter() - began
    wrong = [answer for answer in answers if answer != 201]
    return Line(
        f"errors, {CLIENTS} clients book and take payments",
        len(wrong),
        0.0,
        "",
        f"{len(answers)} acts, {len(answers) / seconds:.0f} a second {sorted(set(wrong)) or ''}",
    )


def work(server: Server, desk: Desk, token: str, wishes: list[dict]) -> list[int]:
    with server.client(desk.clinic) as web:
        web.headers["Authorization"] = f"Bearer {token}"
        return [status for wish in wishes for status in acts(web, desk, wish)]


def acts(web: httpx.Client, desk: Desk, wish: dict) -> Iterator[int]:
    ids = {name: str(wish[name].pk) for name in ("patient", "type", "provider")}
    booked = {**ids, "location": str(desk.site.pk), "starts_at": wish["starts_at"].isoformat()}
    for path, body in (
        ("appointments", booked),
        ("payments", {"patient": ids["patient"], "amount": "20.00", "method": "cash"}),
    ):
        answer = web.post(f"/api/v1/{path}/", json=body, headers={"Idempotency-Key": str(uuid4())})
        yield answer.status_code
