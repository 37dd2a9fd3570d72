"""Tables as files for spreadsheets: no cell of ours is taken for a formula, and each can be read back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula may begin; spreadsheets in East Asia take the wide signs too, and some look past what is not seen."""
UNSEEN = " \u00a0\u200b\u200c\u200d\u2060\ufeff"
MARK = "'"


class TableWriter:
    """A CSV file with a row of headings. The only writer of such files: a guard holds others off."""

    def __init__(self, file: TextIO, headings: Iterable[object]) -> None:
        self._rows = csv.writer(file)
        self.add(headings)

    def add(self, cells: Iterable[object]) -> None:
        self._rows.writerow([harmless(str(cell)) for cell in cells])


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet could calculate. `as_it_was` takes it off again."""
    return f"{MARK}{cell}" if is_formula(cell.lstrip(MARK)) else cell


def as_it_was(cell: str) -> str:
    """The cell before it was made harmless; any other stays as it is."""
    return cell.removeprefix(MARK) if is_formula(cell.lstrip(MARK)) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet could take it for one."""
    return cell.startswith(("\t", "\r", "\n")) or cell.lstrip(UNSEEN).startswith(STARTS)
