"""Which column is imported as what: guessed from its name and its values, corrected by people, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from patients.imports.fields import Field, Target
from patients.imports.findings import Ambiguity, Answers, Choice, Sentence
from patients.imports.headings import is_kept_elsewhere, is_name_heading, known_target, similar_target
from patients.imports.records import Record
from patients.imports.values import agreement, content_target

CERTAIN, NAMED, RESEMBLING, GUESSED, DOUBTED = 1.0, 0.9, 0.6, 0.5, 0.3
LEAVE_OUT = "none"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One column. Without a target it is not imported, and `reason` says why; `confidence` is 0 to 1."""

    index: int
    column: str
    target: Target | None
    reason: Sentence
    confidence: float = CERTAIN

    def leaving_out(self, reason: Sentence) -> Assignment:
        """The same column, not imported."""
        return Assignment(self.index, self.column, None, reason)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Every column of a file, in order."""

    assignments: tuple[Assignment, ...]

    @property
    def imported(self) -> tuple[Assignment, ...]:
        """The columns with a target."""
        return tuple(assignment for assignment in self.assignments if assignment.target)

    @property
    def not_imported(self) -> tuple[Assignment, ...]:
        """The columns without, each with its reason."""
        return tuple(assignment for assignment in self.assignments if not assignment.target)

    def indexes(self, field: Field) -> tuple[int, ...]:
        """The columns that give a field."""
        return tuple(each.index for each in self.imported if each.target and each.target.field == field)

    @classmethod
    def of(cls, columns: Sequence[str], targets: Sequence[str]) -> Mapping:
        """What `to_json` wrote, for these columns."""
        return cls(
            tuple(
                Assignment(index, column, None if target == LEAVE_OUT else Target.parse(target), "")
                for index, (column, target) in enumerate(zip(columns, targets, strict=True))
            )
        )

    def to_json(self) -> list[str]:
        """For remembering under the layout's fingerprint."""
        return [str(assignment.target or LEAVE_OUT) for assignment in self.assignments]


def guess_mapping(
    columns: Sequence[str],
    rows: Sequence[Record],
    *,
    country: str,
    has_heading: bool = True,
    remembered: Sequence[str] = (),
    answers: Answers | None = None,
) -> tuple[Mapping, list[Ambiguity]]:
    """A mapping of all columns, and what must be answered before anything is imported by it.

    An answer "column:3" names the target of a column or "none"; "target:birth_date" the column of a target.
    `remembered` is an earlier mapping of the same columns; it is believed, and answers overrule it.
    """
    answers = answers or {}
    values = [_values(rows, index) for index in range(len(columns))]
    kept = dict(enumerate(remembered)) if len(remembered) == len(columns) else {}
    guesses = [_guess(index, column, values[index], country, has_heading) for index, column in enumerate(columns)]
    guesses = _name_parts(guesses)
    said = kept | {
        int(value): key.removeprefix("target:") for key, value in answers.items() if _names_a_column(key, value)
    }
    guesses = [_decided(guess, answers.get(f"column:{guess.index}", said.get(guess.index, ""))) for guess in guesses]
    guesses, questions = _without_rivals(guesses, values, answers)
    questions += [
        _doubt(guess, values[guess.index]) for guess in guesses if guess.target and guess.confidence <= DOUBTED
    ]
    mapping = Mapping(tuple(guesses))
    return mapping, questions + _missing_names(mapping, values)


def _names_a_column(key: str, value: str) -> bool:
    return key.startswith("target:") and value.isdecimal()


def _values(rows: Sequence[Record], index: int) -> list[str]:
    cells = (row.cells[index].strip() for row in rows if index < len(row.cells) and not row.problem)
    return [cell for cell in cells if cell]


def _guess(index: int, column: str, values: Sequence[str], country: str, has_heading: bool) -> Assignment:
    if not has_heading:
        return Assignment(index, column, content_target(values), _("Only its values tell what it is."), DOUBTED)
    target, reason, confidence = _by_name(column)
    if target and confidence:
        return Assignment(index, column, _of_country(target, country), reason, _confidence(target, values, confidence))
    found = content_target(values)
    if not is_kept_elsewhere(column) and found and found.field == Field.EMAIL:
        return Assignment(index, column, found, _("Its values"), GUESSED)
    return Assignment(index, column, None, reason)


def _by_name(column: str) -> tuple[Target | None, Sentence, float]:
    if target := known_target(column):
        return target, _("The name of the column"), NAMED
    if is_name_heading(column):
        return Target(Field.FULL_NAME), _("The name of the column"), NAMED
    if is_kept_elsewhere(column):
        return None, _("It is not imported with people."), 0
    if target := similar_target(column):
        return target, _("The name of the column resembles it"), RESEMBLING
    return None, _("It is not known what it means."), 0


def _confidence(target: Target, values: Sequence[str], by_name: float) -> float:
    """Full where name and values agree, doubt where they contradict each other."""
    agreeing = agreement(target.field, values)
    if agreeing is None:
        return by_name
    return by_name if agreeing >= 0.5 else DOUBTED


def _of_country(target: Target, country: str) -> Target:
    """Medicare is another number in Australia."""
    if target.system == "us-mbi" and country == "AU":
        return Target(Field.IDENTIFIER, "au-medicare")
    return target


def _name_parts(guesses: Sequence[Assignment]) -> list[Assignment]:
    """ "Name" beside "Vorname" is the family name, "Nombre" beside "Apellidos" the given name."""
    given = {guess.target.field for guess in guesses if guess.target}
    missing = None
    if Field.GIVEN in given and Field.FAMILY not in given:
        missing = Target(Field.FAMILY)
    elif Field.FAMILY in given and Field.GIVEN not in given:
        missing = Target(Field.GIVEN)
    if missing is None:
        return list(guesses)
    reason = _("Another column has the other part of the name.")
    return [
        Assignment(guess.index, guess.column, missing, reason, NAMED) if is_name_heading(guess.column) else guess
        for guess in guesses
    ]


def _decided(guess: Assignment, answer: str) -> Assignment:
    """A person's answer or memory instead of the guess; an answer that is no target is ignored."""
    if answer == LEAVE_OUT:
        return guess.leaving_out(_("You left it out."))
    try:
        return Assignment(guess.index, guess.column, Target.parse(answer), _("You chose it."))
    except ValueError:
        return guess


def _without_rivals(
    guesses: list[Assignment], values: Sequence[Sequence[str]], answers: Answers
) -> tuple[list[Assignment], list[Ambiguity]]:
    """One column for each target that takes only one; equal or empty columns decide themselves, others are asked."""
    by_target: dict[Target, list[Assignment]] = {}
    for guess in guesses:
        if guess.target and not guess.target.is_repeatable:
            by_target.setdefault(guess.target, []).append(guess)
    questions = []
    for target, rivals in by_target.items():
        if len(rivals) < 2:
            continue
        best, question = _best(target, rivals, values, answers)
        questions += [question] if question else []
        losing = {rival.index for rival in rivals} - {best.index}
        reason = _("“%(column)s” already gives it.") % {"column": best.column}
        guesses = [guess.leaving_out(reason) if guess.index in losing else guess for guess in guesses]
    return guesses, questions


def _best(
    target: Target, rivals: list[Assignment], values: Sequence[Sequence[str]], answers: Answers
) -> tuple[Assignment, Ambiguity | None]:
    key = f"target:{target}"
    filled = [rival for rival in rivals if values[rival.index]] or rivals
    chosen = next((rival for rival in rivals if str(rival.index) == answers.get(key)), None)
    surest = max(filled, key=lambda rival: rival.confidence)
    if chosen or len(filled) == 1 or all(values[rival.index] == values[filled[0].index] for rival in filled):
        return chosen or surest, None
    if sum(rival.confidence >= surest.confidence for rival in filled) == 1 and surest.confidence == CERTAIN:
        return surest, None
    question = _("Which column is “%(target)s”?") % {"target": target.label}
    return surest, Ambiguity(key, question, tuple(_column_choice(rival, values) for rival in filled))


def _doubt(guess: Assignment, values: Sequence[str]) -> Ambiguity:
    label = guess.target.label if guess.target else ""
    question = _("Is the column “%(column)s” really “%(target)s”?") % {"column": guess.column, "target": label}
    yes = Choice(str(guess.target), label, tuple(values[:5]))
    return Ambiguity(f"column:{guess.index}", question, (yes, Choice(LEAVE_OUT, _("Do not import it"))))


def _missing_names(mapping: Mapping, values: Sequence[Sequence[str]]) -> list[Ambiguity]:
    """Somebody must have a name: ask for the column if none is known."""
    if any(mapping.indexes(field) for field in (Field.FAMILY, Field.GIVEN, Field.FULL_NAME)):
        return []
    free = [assignment for assignment in mapping.not_imported if values[assignment.index]]
    choices = tuple(_column_choice(assignment, values) for assignment in free)
    return [Ambiguity("target:family", _("Which column is the family name?"), choices)]


def _column_choice(assignment: Assignment, values: Sequence[Sequence[str]]) -> Choice:
    return Choice(str(assignment.index), assignment.column, tuple(values[assignment.index][:5]))
