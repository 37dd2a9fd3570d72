"""What was found out about a file, and what must be asked because it has more than one reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Sentence = str | Promise
Answers = Mapping[str, str]  # question key to the value of the choice


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible reading. `samples` show what the file says if it is the right one."""

    value: str
    label: Sentence
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A reading that was decided: by the file alone, by the person's answer or by a stated custom.

    `key` names the question it answers ("encoding", "dates:4"); an answer under this key overrules it with one of
    `alternatives`.
    """

    key: str
    value: str
    label: Sentence
    evidence: Sentence
    alternatives: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A question the file cannot answer. Nothing is imported before somebody did."""

    key: str
    question: Sentence
    choices: tuple[Choice, ...]
    evidence: Sentence = ""

    def answer(self, answers: Answers) -> Choice | None:
        """The choice that was made, if any was made validly."""
        return next((choice for choice in self.choices if choice.value == answers.get(self.key)), None)
