"""The rows that were not imported, as a file to correct and import again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _

from clinics.kit.tables import TableWriter
from patients.imports.models import ImportBatch, ImportedRow, Outcome
from patients.imports.problems import SENTENCES, RowProblem


def write(batch: ImportBatch, columns: list[str], file: TextIO) -> int:
    """Write the held and refused rows with what is wrong in front; return how many."""
    table = TableWriter(file, [_("Line"), _("What is wrong"), *columns])
    count = 0
    for row in batch.rows.troubled().iterator(chunk_size=500):
        table.add([row.line, " ".join(sentences(row)), *(row.cells or [])])
        count += 1
    return count


def sentences(row: ImportedRow) -> Iterator[str]:
    """What is wrong with a row, in words."""
    if row.outcome == Outcome.HELD:
        yield _("Somebody like this is registered already. Look whether it is the same person.")
    for column, code in row.problems or []:
        if code in SENTENCES:
            yield RowProblem(column, code).sentence
        else:
            yield _("%(column)s cannot be registered (%(code)s).") % {"column": column or _("The person"), "code": code}
