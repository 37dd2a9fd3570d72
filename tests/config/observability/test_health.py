"""Readiness distinguishes what must work from what pages can do without."""

import threading

from config.observability.health import Check, Readiness


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def broken() -> bool:
    raise ConnectionError("password=secret")


def test_everything_well_is_ready():
    readiness = Readiness([Check("database", lambda: True, essential=True, keep_seconds=1)])
    assert readiness.report() == (True, {"database": "ok"})


def test_without_an_essential_part_it_is_not_ready():
    readiness = Readiness(
        [
            Check("database", broken, essential=True, keep_seconds=1),
            Check("cache", lambda: True, essential=False, keep_seconds=1),
        ]
    )
    assert readiness.report() == (False, {"database": "failed", "cache": "ok"})


def test_without_another_part_it_is_ready_and_says_degraded():
    readiness = Readiness(
        [
            Check("database", lambda: True, essential=True, keep_seconds=1),
            Check("broker", broken, essential=False, keep_seconds=1),
        ]
    )
    assert readiness.report() == (True, {"database": "ok", "broker": "degraded"})


def test_an_answer_is_kept_for_its_time_and_then_asked_again():
    clock, asked = Clock(), []

    def probe() -> bool:
        asked.append(clock.now)
        return len(asked) > 1

    readiness = Readiness([Check("storage", probe, essential=False, keep_seconds=10)], clock=clock)
    first = readiness.report()
    clock.now = 9.9
    second = readiness.report()
    clock.now = 10
    third = readiness.report()

    assert [first[1]["storage"], second[1]["storage"], third[1]["storage"]] == ["degraded", "degraded", "ok"]
    assert asked == [0.0, 10]


def test_what_does_not_answer_in_time_is_not_well_and_not_asked_twice():
    released, asked = threading.Event(), []

    def stuck() -> bool:
        asked.append(1)
        return released.wait(10)

    readiness = Readiness([Check("database", stuck, essential=True, keep_seconds=0)], patience=0.1)
    first, second = readiness.report(), readiness.report()
    released.set()
    readiness.patience = 5
    third = readiness.report()

    assert first == second == (False, {"database": "failed"})
    assert third == (True, {"database": "ok"})
    assert len(asked) == 1
