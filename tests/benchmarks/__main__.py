"""`python -m tests.benchmarks [--quick] [--only whole]`: each measurement beside its bar; fails when one is over."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()
logging.disable(logging.WARNING)  # lines of requests are not the report

from tests.benchmarks import (  # noqa: E402  after the set-up
    acts,
    bare,
    calendar,
    growing,
    importing,
    opening,
    searching,
    serving,
    stage,
    tenancy,
    whole,
)
from tests.benchmarks.growing import Grown  # noqa: E402
from tests.benchmarks.measuring import Line  # noqa: E402

FEW, SOME, MANY = 1_000, 10_000, 100_000
VISITS = 5  # of each patient
PARTS = ("opening", "tenancy", "serving", "whole", "acts", "importing", "growing")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 people at most instead of 100,000")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="of these parts alone")
    told = parser.parse_args()
    sizes = [SOME] if told.quick else [SOME, MANY]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    with stage.own_database():
        over = sum(show(lines) for lines in measured(told.only, sizes))
    print(f"\n{over} over their bar." if over else "\nAll within their bars.")
    return 1 if over else 0


def measured(parts: Sequence[str], sizes: list[int]) -> Iterator[Iterable[Line]]:
    """The lines of these parts. What they share is made first."""
    if "opening" in parts:
        yield opening.lines()
    few = filled("few", FEW)
    reference = bare.reference(whole.plain_people(few.clinic))
    small: dict[str, Callable[[], Iterable[Line]]] = {
        "tenancy": lambda: tenancy.lines(few.clinic),
        "serving": lambda: serving.lines(few.clinic),
        "whole": lambda: whole.lines(few.clinic, reference),
        "acts": lambda: acts.lines(few.clinic, reference),
        "importing": lambda: importing.lines(stage.clinic("imported", people=0), rows=sizes[-1]),
    }
    yield from (lines() for name, lines in small.items() if name in parts)
    for number, size in enumerate(sizes if "growing" in parts else ()):
        many = filled(f"many-{number}", size)
        yield searching.lines(few.clinic, many.clinic, (FEW, size))
        yield growing.lines(few, many)


def filled(subdomain: str, people: int) -> Grown:
    """A clinic with so many people and their appointments, and one who is looked for."""
    print(f"  filling a clinic with {people:,} people and {VISITS * people:,} appointments …", flush=True)
    clinic = stage.clinic(subdomain, people=people)
    calendar.fill(clinic, appointments=VISITS * people)
    searching.add_wanted(clinic)
    return Grown(clinic, people, VISITS * people)


def show(lines: Iterable[Line]) -> int:
    over = 0
    for line in lines:
        print(line, flush=True)
        over += line.is_over
    return over


if __name__ == "__main__":
    sys.exit(main())
