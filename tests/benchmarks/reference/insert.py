"""`python -m tests.benchmarks.reference.insert`: for each number that comes in, that many bare inserts, each committed.

Answers with the milliseconds that one took, and those of the processor, as JSON. `prepare` has made the tables.
"""

import json
import sys
import time
from datetime import UTC, datetime

from tests.benchmarks.reference.bare import Person

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def main() -> None:
    for line in sys.stdin:
        times = int(line)
        began, used = time.perf_counter(), time.process_time()
        for number in range(times):
            Person.objects.create(
                given="Ana", family="Ruiz", record_number=str(number), phone="617-555-0100", recorded_at=AT
            )
        spent = (time.perf_counter() - began, time.process_time() - used)
        sys.stdout.write(json.dumps([each * 1000 / times for each in spent]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
