"""Several people who book at the same moment, each with a connection of their own and real commits."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier

from django.db import connection

from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.onboarding.schema import owner_connection

RIVALS = 8


@dataclass(frozen=True)
class Outcome:
    """What one rival got in one round: a thing, or the refusal; and how long it took."""

    got: object
    seconds: float

    @property
    def is_refused(self) -> bool:
        return isinstance(self.got, Refusal)


def contest(clinic: Clinic, act: Callable[[int, int], object], *, rounds: int = 1) -> list[list[Outcome]]:
    """`act(round, rival)` by all rivals together, round after round. Anything but a refusal is raised."""
    together = Barrier(RIVALS)

    def one(rival: int) -> list[Outcome]:
        try:
            with entering(clinic):
                return [attempt(number, rival) for number in range(rounds)]
        except BaseException:  # whatever stopped this one, the others must not wait for it
            together.abort()
            raise
        finally:
            connection.close()

    def attempt(number: int, rival: int) -> Outcome:
        together.wait()
        began = time.monotonic()
        try:
            got: object = act(number, rival)
        except Refusal as refusal:
            got = refusal
        return Outcome(got, time.monotonic() - began)

    with ThreadPoolExecutor(RIVALS) as pool:
        by_rival = list(pool.map(one, range(RIVALS)))
    return [list(round_) for round_ in zip(*by_rival, strict=True)]


@contextmanager
def slow_inserts(clinic: Clinic, seconds: float):
    """Each reservation written in this clinic takes so much longer."""
    owner = owner_connection()
    schema = clinic.schema_name
    owner.execute(
        f"CREATE FUNCTION {schema}.dawdle() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END $$"
    )
    owner.execute(
        f"CREATE TRIGGER dawdle BEFORE INSERT ON {schema}.appointments_reservation"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {schema}.dawdle()"
    )
    try:
        yield
    finally:
        owner.execute(f"DROP TRIGGER dawdle ON {schema}.appointments_reservation")
        owner.execute(f"DROP FUNCTION {schema}.dawdle()")
