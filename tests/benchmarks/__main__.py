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

from tests.benchmarks import calendar, importing, opening, searching, serving, stage, tenancy, whole  # noqa: E402  after the set-up
from tests.benchmarks.measuring import Line  # noqa: E402

FEW = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 people instead of 100,000")
    many = 10_000 if parser.parse_args().quick else 100_000
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    over = 0
    with stage.own_database():
        over += show(opening.lines())
        few = stage.clinic("few", people=FEW)
        calendar.fill(few, appointments=5 * FEW)
        over += show(tenancy.lines(few))
        over += show(serving.lines(few))
        over += show(whole.lines(few))
        print(f"  filling a clinic with {many:,} people …", flush=True)
        over += show(importing.lines(stage.clinic("imported", people=0), rows=many))
        over += show(searching.lines(few, stage.clinic("many", people=many), (FEW, many)))
    print(f"\n{over} over their bar." if over else "\nAll within their bars.")
    return 1 if over else 0


def show(lines: Iterable[Line]) -> int:
    over = 0
    for line in lines:
        print(line, flush=True)
        over += line.is_over
    return over


if __name__ == "__main__":
    sys.exit(main())
