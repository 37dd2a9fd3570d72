"""Terms: the pairs of kind and text under which a person is filed, one keyed token each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from clinics.kit.folding import is_ideographic

SHORTEST_PREFIX = 2
LONGEST_PREFIX = 12


class TermKind(StrEnum):
    """What a term says. The values are part of every token: never change one."""

    NAME = "name"
    WORD = "word"
    SOUND = "sound"
    BORN = "born"
    PHONE = "phone"
    EMAIL = "email"
    RECORD = "record"
    IDENTIFIER = "identifier"


class Term(NamedTuple):
    """One thing a person can be found by; `text` is folded."""

    kind: TermKind
    text: str


def born_term(day: str) -> Term:
    """The term of an exact birth date, written as ISO 8601."""
    return Term(TermKind.BORN, day)


def prefixes(word: str) -> list[str]:
    """The beginnings under which a word is filed: from two letters (one ideograph) to twelve.

    A longer word is asked for by its first twelve letters and compared in full after decryption; a word of one
    letter is filed as it is.
    """
    shortest = 1 if is_ideographic(word) else min(SHORTEST_PREFIX, len(word))
    return [word[:length] for length in range(shortest, min(len(word), LONGEST_PREFIX) + 1)]


def name_term(word: str) -> Term:
    """The term that finds words beginning so; a single letter finds only the words that are this letter."""
    return Term(TermKind.NAME, word[:LONGEST_PREFIX])
