"""Finding people by name among few and among many, every value encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.permissions import Role
from patients.actions import lookup, registration
from patients.person import PersonDetails
from tests.benchmarks.measuring import Line, ratio, wall_ms
from tests.benchmarks.stage import AT, BY
from tests.factories.staff import acting

WANTED = PersonDetails(given="Zephyrine", family="Quistgaard")
TIMES = 60


def add_wanted(clinic: Clinic) -> None:
    with entering(clinic):
        registration.register(person=WANTED, by=BY, at=AT)


def lines(few: Clinic, many: Clinic, counts: tuple[int, int]) -> Iterator[Line]:
    """Both have who is wanted."""
    value, many_ms, few_ms = ratio(lambda: search(many), lambda: search(few))
    yield Line(
        f"a name among {counts[1]:,} / {counts[0]:,} people", value, 1.5, detail=f"{many_ms:.2f} / {few_ms:.2f} ms"
    )


def search(clinic: Clinic) -> float:
    """Milliseconds of one search, its audit event included."""
    with entering(clinic):
        by = acting(Role.FRONT_DESK)
        found = lookup.search(text="quistgaard zeph", by=by, at=AT)
        assert [hit.patient.family for hit in found.hits] == ["Quistgaard"], len(found.hits)
        return wall_ms(lambda: lookup.search(text="quistgaard zeph", by=by, at=AT), TIMES)
