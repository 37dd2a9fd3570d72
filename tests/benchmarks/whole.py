"""The whole frame against bare Django: the same rows and bytes, each from a gunicorn worker of its own.

What is compared is the processor time of the worker alone. The reference is frozen: whoever changes a file of it
changes its digest in `bare.py`, and says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

import httpx
import psutil

from appointments.intervals import Interval
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.permissions import Role
from patients.actions import lookup
from patients.models import Patient
from patients.queries.listings import SHOWN
from tests.benchmarks import calendar
from tests.benchmarks.bare import PLAIN, Reference
from tests.benchmarks.calendar import IN_A_DAY
from tests.benchmarks.measuring import Line, ratio
from tests.benchmarks.stage import AT
from tests.factories.staff import acting
from tests.factories.tokens import bearer
from tests.processes import Server, serving

WORKER = ("--workers", "1", "--threads", "4")
REQUESTS = 120
COPIED = 200  # people whom the reference knows too


@dataclass(frozen=True)
class Compared:
    """A page or an answer of ours. `row` is what stands in it once per row."""

    what: str
    path: str
    row: bytes
    rows: int
    bare: str
    bare_row: bytes
    bar: float | None


def compared(day: date, bounds: Interval) -> Iterator[Compared]:
    """The bar of pages is written for the day; the list of people stands beside it."""
    begin, end = (quote(each.isoformat()) for each in bounds)
    visits = f"/api/v1/appointments/?from={begin}&until={end}&page_size=50"
    yield Compared("a day, HTML", f"/calendar/?day={day}", b"data-visit ", IN_A_DAY, "/day/", b'class="visit', 1.2)
    yield Compared("a day, JSON", visits, b'"status_at"', IN_A_DAY, "/visits/", b'"status_at"', 2.0)
    name = b'class="people-name"'
    yield Compared("patients, HTML", "/patients/", name, 2 * SHOWN, "/page/", b'class="person"', None)
    path = "/api/v1/patients/?page_size=50"
    yield Compared("patients, JSON", path, b'"record_number"', 50, "/json/", b'"record_number"', 2.0)


def lines(clinic: Clinic, reference: Reference) -> Iterator[Line]:
    open_some_charts(clinic)
    day, bounds = calendar.measured_day(clinic)
    with reference.serving(*WORKER) as bare, serving(*WORKER, TEST_POOL_SIZE="8", API_RATE="100000/min") as server:
        for each in compared(day, bounds):
            yield line(each, client_of(server, clinic, each), server, bare)


def line(compared: Compared, client: httpx.Client, server: Server, bare: tuple[Server, httpx.Client]) -> Line:
    """Ours and the reference in turn, after making sure that they answer alike."""
    size = alike(client.get(compared.path), compared.row, compared.rows)
    bare_server, bare_client = bare
    same = f"{compared.bare}?rows={compared.rows}&bytes={size}"
    assert alike(bare_client.get(same), compared.bare_row, compared.rows) == size
    value, ours, theirs = ratio(
        lambda: worker_ms(server, client, compared.path), lambda: worker_ms(bare_server, bare_client, same)
    )
    detail = f"{ours:.2f} / {theirs:.2f} ms CPU, {compared.rows} rows, {size:,} bytes"
    return Line(f"{compared.what} / bare Django", value, compared.bar, detail=detail)


def alike(answer: httpx.Response, row: bytes, rows: int) -> int:
    """Bytes of an answer that has that many rows."""
    assert answer.status_code == 200, (answer.url, answer.status_code)
    assert answer.content.count(row) == rows, (answer.url, answer.content.count(row), rows)
    return len(answer.content)


def worker_ms(server: Server, client: httpx.Client, path: str) -> float:
    """Processor milliseconds of the one worker per request."""
    (worker,) = psutil.Process(server.process.pid).children()  # type: ignore[union-attr]
    client.get(path)
    before = worker.cpu_times()
    for _ in range(REQUESTS):
        assert client.get(path).status_code == 200
    after = worker.cpu_times()
    return (after.user + after.system - before.user - before.system) * 1000 / REQUESTS


def client_of(server: Server, clinic: Clinic, compared: Compared) -> httpx.Client:
    if not compared.path.startswith("/api/"):
        client = server.client(clinic, Role.CLINICIAN)
    else:
        client = server.client(clinic)
        client.headers["Authorization"] = f"Bearer {bearer(clinic, at=AT)}"
    client.headers.update(PLAIN)
    return client


def open_some_charts(clinic: Clinic) -> None:
    with entering(clinic):
        by = acting(Role.CLINICIAN)
        for patient in Patient.objects.order_by("recorded_at", "id")[:SHOWN]:
            lookup.open_chart(patient=patient, shown=[patient.pk], by=by, at=AT)


def plain_people(clinic: Clinic) -> list[dict[str, object]]:
    """The people registered first, and those who are booked on the measured day, in the clear."""
    _day, day = calendar.measured_day(clinic)
    with entering(clinic):
        booked = calendar.booked_on(day)
        some = list(Patient.objects.with_record().order_by("recorded_at", "id")[:COPIED])
        others = set(booked) - {each.pk for each in some}
        some += Patient.objects.with_record().filter(pk__in=others)
        return [plain(each, booked.get(each.pk, [])) for each in some]


def plain(patient: Patient, visits: list[dict[str, str]]) -> dict[str, object]:
    return {
        "given": patient.given,
        "family": patient.family,
        "birth_date": str(patient.birth_date) if patient.birth_date else None,
        "gender": patient.gender or "",
        "record_number": patient.record_number,
        "phone": next((each.value for each in patient.contacts.all()), ""),
        "recorded_at": patient.recorded_at.isoformat(),
        "contacts": [{"system": each.system, "value": each.value} for each in patient.contacts.all()],
        "addresses": [
            {"lines": each.lines, "city": each.city, "postal_code": each.postal_code}
            for each in patient.addresses.all()
        ],
        "visits": visits,
    }
