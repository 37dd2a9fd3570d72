"""Columns of coded values: words are known in many languages, letters and digits mean what their column says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from clinics.kit.folding import fold
from patients.imports.findings import Ambiguity, Answers, Choice, Finding, Sentence

EVERYWHERE = frozenset({""})


@dataclass(frozen=True, slots=True)
class Scheme:
    """What single letters or digits mean where this scheme is used. `codes` are from folded letter to value.

    `countries` limits it to clinics there, unless a column can be read in no other way.
    """

    key: str
    label: Sentence
    codes: Mapping[str, str]
    countries: frozenset[str] = EVERYWHERE

    def is_usual_in(self, country: str) -> bool:
        """Whether clinics of a country would use it."""
        return self.countries == EVERYWHERE or country in self.countries


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with one meaning, and the schemes of letters. An answer "refuse" reports letters as errors."""

    words: Mapping[str, str]
    schemes: tuple[Scheme, ...]

    def is_short(self, text: str) -> bool:
        """Whether a value is a letter or digit of some scheme."""
        return any(plain(text) in scheme.codes for scheme in self.schemes)

    def scheme(self, key: str) -> Scheme | None:
        """The scheme of a key."""
        return next((scheme for scheme in self.schemes if scheme.key == key), None)


@dataclass(frozen=True, slots=True)
class CodeReading:
    """How a column's values are read. `scheme` is the key of one of the vocabulary's, or empty."""

    scheme: str = ""

    def parse(self, text: str, vocabulary: Vocabulary) -> str:
        """The value of a cell. Raises ValueError for an unknown word, and for a letter without scheme."""
        word = plain(text)
        if word in vocabulary.words:
            return vocabulary.words[word]
        scheme = vocabulary.scheme(self.scheme)
        if scheme is None or word not in scheme.codes:
            raise ValueError("unknown")
        return scheme.codes[word]


@dataclass
class CodedColumn:
    """Collects the values of a column to find the scheme of its letters. `key` is that of its question."""

    key: str
    label: str
    vocabulary: Vocabulary
    country: str
    values: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Take one value; empty ones and words do not matter."""
        if self.vocabulary.is_short(text) and plain(text) not in self.vocabulary.words:
            self.values[plain(text)] += 1

    def outcome(self, answers: Answers) -> tuple[CodeReading, list[Finding | Ambiguity]]:
        """The scheme that gives every letter a meaning; asked where two give it different ones."""
        if not self.values:
            return CodeReading(), []
        covering = self._covering()
        meanings = {tuple(scheme.codes.get(letter) for letter in sorted(self.values)) for scheme in covering}
        choices = tuple(Choice(scheme.key, scheme.label, self._samples(scheme)) for scheme in covering)
        choices += (Choice("refuse", _("Report these rows as errors")),)
        answer = answers.get(self.key, "")
        if any(choice.value == answer for choice in choices):
            chosen = self.vocabulary.scheme(answer)
            label = chosen.label if chosen else choices[-1].label
            return CodeReading(answer if chosen else ""), [
                Finding(self.key, answer, label, _("You chose it."), choices)
            ]
        if len(meanings) == 1 and not all(letter.isdecimal() for letter in self.values):
            first = covering[0]
            evidence = _("It gives all of %(letters)s a meaning.") % {"letters": ", ".join(sorted(self.values))}
            return CodeReading(first.key), [Finding(self.key, first.key, first.label, evidence, choices)]
        question = _("What do the letters or digits in “%(column)s” mean?") % {"column": self.label}
        return CodeReading(covering[0].key), [Ambiguity(self.key, question, choices)]

    def _covering(self) -> list[Scheme]:
        """The schemes that cover most of the values, those of the country first; others only if none of it does."""
        covered = {
            scheme.key: sum(count for letter, count in self.values.items() if letter in scheme.codes)
            for scheme in self.vocabulary.schemes
        }
        best = [scheme for scheme in self.vocabulary.schemes if covered[scheme.key] == max(covered.values())]
        return [scheme for scheme in best if scheme.is_usual_in(self.country)] or best

    def _samples(self, scheme: Scheme) -> tuple[str, ...]:
        return tuple(
            f"{letter.upper()} → {scheme.codes[letter]}" for letter in sorted(self.values) if letter in scheme.codes
        )


def plain(text: str) -> str:
    """A value for comparing: folded, with single blanks for every sign between words."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def words(values: Mapping[str, str]) -> dict[str, str]:
    """From value to its words, parted by semicolons, to a table from word to value."""
    return {plain(word): value for value, text in values.items() for word in text.split(";")}
