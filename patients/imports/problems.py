"""Why a row was not imported, in words that say what to do and never the value."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    # the row as a whole
    "unterminated_quote": _("A quotation mark is opened and never closed. Close it or take it away."),
    "too_few_cells": _("The row has fewer cells than the heading. Add what is missing."),
    "too_many_cells": _("The row has more cells than the heading. Often a cell with a separator lacks its quotes."),
    "undecodable": _("Some letters of the row are damaged. Write them anew."),
    "control_characters": _("The row has invisible control characters. Take them out."),
    "row_too_long": _("The row is too long to be one person."),
    "cell_too_long": _("A cell of the row is too long."),
    "unreadable_row": _("The row cannot be read as a row of a table."),
    "name_missing": _("The row has neither a family nor a given name."),
    "repeated": _("An earlier row of this file is the same person."),
    # one column
    "not_a_date": _("“%(column)s” is not a date as this column writes them."),
    "century_unclear": _("The year in “%(column)s” could be of two centuries. Write it with four digits."),
    "date_to_come": _("“%(column)s” lies in the future."),
    "date_too_old": _("“%(column)s” is more than 130 years ago."),
    "deceased_before_birth": _("“%(column)s” lies before the birth date."),
    "not_a_flag_or_date": _("“%(column)s” is neither yes, no nor a date."),
    "unknown_word": _("“%(column)s” has a word that is not known. Use one of its other values or leave it empty."),
    "unknown_country": _("“%(column)s” is not a known country. Use its English name or its two letters."),
    "unknown_language": _("“%(column)s” is not a known language. Use its English name or its code."),
    "not_a_phone": _("“%(column)s” is not a telephone number."),
    "not_an_email": _("“%(column)s” is not an e-mail address."),
    "too_long": _("“%(column)s” is too long."),
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One reason, in one column ("" for the row as a whole)."""

    column: str
    code: str
    line: int = 0

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the value."""
        return str(SENTENCES[self.code]) % {"column": self.column}
