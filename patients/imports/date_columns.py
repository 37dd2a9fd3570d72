"""In which order a column writes its dates: found from all of its values, asked where two orders fit them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from patients.imports.dates import NEVER, DateReading, shape_of
from patients.imports.findings import Ambiguity, Answers, Choice, Finding, Sentence

OLDEST = 130  # years
READINGS: dict[str, dict[str, Sentence]] = {
    "numeric": {"dmy": _("day first, as 31/12/1980"), "mdy": _("month first, as 12/31/1980")},
    "short": {
        "dmy": _("day first, as 31/12/80"),
        "mdy": _("month first, as 12/31/80"),
        "ymd": _("year first, as 80/12/31"),
    },
    "compact": {
        "ymd": _("year first, as 19801231"),
        "dmy": _("day first, as 31121980"),
        "mdy": _("month first, as 12311980"),
    },
    "serial": {"1900": _("days as Excel counts them"), "1904": _("days as Excel counted them on the Mac before 2011")},
}
CENTURIES: dict[str, Sentence] = {
    "recent": _("in this century: nobody here is a hundred years old"),
    "refuse": _("report these rows as errors"),
}
Decided = Finding | Ambiguity


@dataclass
class DateColumn:
    """Collects the values of a column. `date_order` is what the clinic's country uses; it is offered, never assumed.

    `key` is that of the column's questions: "dates:3" asks "dates:3:numeric".
    """

    key: str
    label: str
    today: date
    date_order: str = "dmy"
    values: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Take one value; empty ones do not matter."""
        if text := text.strip():
            self.values[text] += 1

    def outcome(self, answers: Answers) -> tuple[DateReading, list[Decided]]:
        """The best reading, and what was found or must be asked. With an Ambiguity in it nothing may be imported."""
        by_shape: dict[str, list[str]] = {}
        for text in self.values:
            if not NEVER.fullmatch(text):
                by_shape.setdefault(shape_of(text)[0], []).append(text)
        decided = {shape: self._decide(shape, by_shape[shape], answers) for shape in READINGS if shape in by_shape}
        chosen = {shape: _value(found) for shape, found in decided.items()}
        reading = DateReading(**chosen)
        if century := self._century(reading, by_shape, answers):
            decided["century"] = century
            reading = DateReading(**chosen, century=_value(century))
        return reading, list(decided.values())

    def _decide(self, shape: str, texts: Sequence[str], answers: Answers) -> Decided:
        key, labels = f"{self.key}:{shape}", READINGS[shape]
        possible = Counter[frozenset[str]]()
        for text in texts:
            possible[frozenset(order for order in labels if self._read(shape, order, text))] += self.values[text]
        unreadable = possible.pop(frozenset(), 0)
        readable = frozenset[str]().union(*possible)
        choices = tuple(self._choice(shape, order, texts) for order in self._offered(readable or labels))
        if answers.get(key) in labels:
            return Finding(key, answers[key], labels[answers[key]], _("You chose it."), choices)
        common = frozenset(labels).intersection(*possible)
        if len(common) == 1 and (possible or unreadable):
            (order,) = common
            telling = sum(count for orders, count in possible.items() if orders != readable or len(readable) == 1)
            evidence = _("%(count)s of %(all)s dates can be read in no other way.")
            return Finding(key, order, labels[order], evidence % {"count": telling, "all": possible.total()}, choices)
        question = _("How are the dates in “%(column)s” written?") % {"column": self.label}
        both = _("Every date can be read in more than one way.")
        mixed = _("Some dates can only be read in one way, others only in another.")
        return Ambiguity(key, question, choices, both if common else mixed)

    def _read(self, shape: str, order: str, text: str) -> date | None:
        """The day by this order, if people may have been born on it."""
        try:
            found = DateReading(**{shape: order}, century="recent").parse(text, self.today)
        except ValueError:
            return None
        return found if found and self.today.year - OLDEST <= found.year and found <= self.today else None

    def _offered(self, orders: Sequence[str] | frozenset[str] | dict[str, Sentence]) -> list[str]:
        return sorted(orders, key=lambda order: (order != self.date_order, order))

    def _choice(self, shape: str, order: str, texts: Sequence[str]) -> Choice:
        samples: list[str] = []
        for text in texts:
            if len(samples) == 3:
                break
            if day := self._read(shape, order, text):
                samples.append(f"{text} → {date_format(day, 'j F Y')}")
        return Choice(order, READINGS[shape][order], tuple(samples))

    def _century(self, reading: DateReading, by_shape: dict[str, list[str]], answers: Answers) -> Decided | None:
        """Short years that could be of two centuries are asked about once."""
        doubtful = [
            text for shape in ("short", "") for text in by_shape.get(shape, ()) if self._is_doubtful(reading, text)
        ]
        if not doubtful:
            return None
        key = f"{self.key}:century"
        choices = tuple(Choice(value, label, tuple(doubtful[:3])) for value, label in CENTURIES.items())
        if answers.get(key) in CENTURIES:
            return Finding(key, answers[key], CENTURIES[answers[key]], _("You chose it."), choices)
        question = _("In which century are the short years in “%(column)s”?") % {"column": self.label}
        return Ambiguity(key, question, choices, _("They could be of either."))

    def _is_doubtful(self, reading: DateReading, text: str) -> bool:
        try:
            reading.parse(text, self.today)
        except ValueError as error:
            return str(error) == "century"
        return False


def _value(decided: Decided) -> str:
    return decided.value if isinstance(decided, Finding) else decided.choices[0].value
