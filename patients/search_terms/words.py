"""The words by which a name is found: as written, joined where people join it, spelt out, by sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

import jellyfish

from clinics.kit.folding import is_ideographic, parts, spelt_out

# "De la Cruz" is also typed "delacruz", "Mc Donald" "mcdonald": short words before a longer one may be joined to it.
PARTICLE = 3
MOST_JOINED = 4
MOST_WORDS = 40
LONGEST_IDEOGRAPHIC_NAME = 8
LATIN = re.compile(r"[a-z]{2,}")


def name_words(text: str) -> list[str]:
    """Every word that finds this name, without repeats, in a stable order."""
    spellings = [text, spelt_out(text)]
    found: dict[str, None] = {}
    for spelling in spellings:
        if spelling:
            found.update(dict.fromkeys(_words(parts(spelling))))
    return list(found)[:MOST_WORDS]


def joined_names(family: str, given: str) -> list[str]:
    """Chinese, Japanese and Korean names as they are written: family and given name in one word."""
    if not (is_ideographic(family) and is_ideographic(given)):
        return []
    return _tails("".join(word for group in parts(f"{family} {given}") for word in group))


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str | None:
    """How a Latin word sounds: its Metaphone key, th as t, sh as s, no inner y, doubled letters once.

    Plain Metaphone separates Catherine from Katrin and Schmidt from Smith; made softer so, the key serves finding
    rather than telling apart, and what is found is ranked last. (Double Metaphone keeps two keys a word for the same
    end, but its packages are not built for every Python we run on.)
    """
    if not LATIN.fullmatch(word):
        return None
    key = jellyfish.metaphone(word).replace("0", "T").replace("X", "S").replace(" ", "")
    key = key[:1] + key[1:].replace("Y", "")
    return "".join(letter for letter, _ in groupby(key)) or None


def sounds_of(words: Iterable[str]) -> set[str]:
    """The sounds of those of the words that have one."""
    return {sound for word in words if (sound := sound_of(word))}


def _words(groups: list[list[str]]) -> Iterator[str]:
    for group in groups:
        for word in group:
            yield from _tails(word) if is_ideographic(word) else (word,)
    for group in groups:
        if len(group) > 1:
            yield "".join(group)
    yield from _joined_particles(["".join(group) for group in groups])


def _joined_particles(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - 1):
        joined = ""
        for word in words[start : start + MOST_JOINED]:
            if joined:
                yield joined + word
            joined += word
            if len(word) > PARTICLE:
                break


def _tails(word: str) -> list[str]:
    """ "王小明" is found from any of its characters on, since nothing separates family from given name."""
    if len(word) > LONGEST_IDEOGRAPHIC_NAME:
        return [word]
    return [word[start:] for start in range(len(word))]
