"""`python -m tests.benchmarks [--quick]`: print each measurement beside its bar; fail when one is over."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
from collections.abc import Iterable

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 people at most instead of 100,000")
    sizes = [SOME] if parser.parse_args().quick else [SOME, MANY]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    over = 0
    with stage.own_database():
        over += show(opening.lines())
        few = filled("few", FEW)
        reference = bare.reference(whole.plain_people(few.clinic))
        over += show(tenancy.lines(few.clinic))
        over += show(serving.lines(few.clinic))
        over += show(whole.lines(few.clinic, reference))
        over += show(acts.lines(few.clinic, reference))
        over += show(importing.lines(stage.clinic("imported", people=0), rows=sizes[-1]))
        for number, size in enumerate(sizes):
            many = filled(f"many-{number}", size)
            over += show(searching.lines(few.clinic, many.clinic, (FEW, size)))
            over += show(growing.lines(few, many))
    print(f"\n{over} over their bar." if over else "\nAll within their bars.")
    return 1 if over else 0


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
