"""What somebody typed into the search, understood: names in any order, a date, a telephone, an identifier."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum

from clinics.kit.folding import ascii_digit, fold, is_ideographic, parts, spelt_out
from clinics.kit.phones import national_digits
from patients.search_terms.known import (
    LAST_DIGITS,
    PersonValues,
    email_form,
    identifier_form,
    identifier_forms,
    phone_forms,
)
from patients.search_terms.terms import SHORTEST_PREFIX, Term, TermKind, born_term, name_term
from patients.search_terms.typed_dates import compact_days, take_dates
from patients.search_terms.words import sounds_of

LONGEST_QUERY = 200
MOST_GROUPS = 10
EMAIL = re.compile(r"\S+@\S+")
SYSTEM_AND_VALUE = re.compile(r"(\S+)\|(\S+)")
LABEL_AND_VALUE = re.compile(r"(?<!\S)([^\W\d_]\w*)[:#]\s*(\S*\d\S*)")
DIALLED = re.compile(r"[+(]*\d[\d()./+-]*|[()+-]+")
TITLES = frozenset(
    {"mr", "mrs", "ms", "mx", "miss", "dr", "prof", "herr", "frau", "sr", "sra", "srta", "don", "dona", "mme", "mlle"}
)


class Rank(IntEnum):
    """How well a person fits: lower is better, and the worst of what was asked for counts."""

    EXACT = 0
    PREFIX = 1
    SOUND = 2


@dataclass(frozen=True)
class Want:
    """One thing asked for. A person has it through any one of its alternatives.

    `words` are beginnings of a name, `sounds` how these sound, `terms` anything exact, `dialled` the digits of a
    number that may have been written for another country.
    """

    words: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()
    terms: frozenset[Term] = frozenset()
    dialled: str = ""

    @property
    def is_single_letter(self) -> bool:
        """Too little to search by beside anything else: checked after decryption only."""
        return not self.terms and all(
            len(word) < SHORTEST_PREFIX and not is_ideographic(word) for word in self.words[:1]
        )

    @property
    def strict(self) -> frozenset[Term]:
        """The terms of which a person spelt as typed has at least one."""
        return self.terms | {name_term(word) for word in self.words}

    @property
    def exact(self) -> frozenset[Term]:
        """Those of a person who has a whole name as typed, not one that only begins so."""
        return self.terms | {Term(TermKind.WORD, word) for word in self.words}

    @property
    def loose(self) -> frozenset[Term]:
        """Those of a person who only sounds so, or whose number was written otherwise."""
        extra = {Term(TermKind.SOUND, sound) for sound in self.sounds}
        if self.dialled:
            extra.add(Term(TermKind.PHONE, self.dialled[-LAST_DIGITS:]))
        return self.strict | extra

    def rank(self, person: PersonValues) -> Rank | None:
        """How well this person has it, None for not at all."""
        if self.terms & person.terms or any(word in person.words for word in self.words):
            return Rank.EXACT
        if self.dialled and any(self._is_dialled(phone) for phone in person.phone_forms):
            return Rank.EXACT
        if self.words and any(known.startswith(self.words) for known in person.words):
            return Rank.PREFIX
        return Rank.SOUND if self.sounds & person.sounds else None

    def _is_dialled(self, phone: str) -> bool:
        national = national_digits(phone)
        return len(national) >= LAST_DIGITS and (self.dialled.endswith(national) or national.endswith(self.dialled))


@dataclass(frozen=True)
class Query:
    """All that was asked for. `whole` is the entire text as one identifier, for those written with blanks."""

    wants: tuple[Want, ...] = ()
    whole: frozenset[Term] = field(default=frozenset())

    @property
    def is_empty(self) -> bool:
        """Nothing to search by."""
        return not self.attempts

    @property
    def whole_words(self) -> tuple[frozenset[Term], ...]:
        """What to ask first where more people begin so than are looked at: "Li" before Linda and Lisa."""
        return tuple(want.exact for want in self._filed)

    @property
    def _filed(self) -> list[Want]:
        return ([want for want in self.wants if not want.is_single_letter] or list(self.wants))[:MOST_GROUPS]

    @property
    def attempts(self) -> tuple[tuple[frozenset[Term], ...], ...]:
        """What to ask the index, best first: in each attempt a person must have a term of every group.

        Ask the next only while too few were found. Hits may include others and must pass `matches`.
        """
        strict = tuple(want.strict for want in self._filed)
        loose = tuple(want.loose for want in self._filed)
        tried = [strict, (self.whole,), loose]
        return tuple(dict.fromkeys(groups for groups in tried if groups and all(groups)))


def matches(query: Query, person: PersonValues) -> Rank | None:
    """How well a person fits a query, None for not. To be asked of every hit after decryption."""
    if query.whole & person.terms:
        return Rank.EXACT
    ranks = [want.rank(person) for want in query.wants]
    found = [rank for rank in ranks if rank is not None]
    return max(found) if ranks and len(found) == len(ranks) else None


def parse_query(text: str, country: str) -> Query:
    """Understand a search; `country` (ISO 3166) is where a telephone number without country code is dialled."""
    text = unicodedata.normalize("NFC", text[:LONGEST_QUERY])
    text = "".join(ascii_digit(letter) for letter in text).strip()
    wants, rest = _labelled(text)
    dates, rest = take_dates(rest)
    wants += [Want(terms=_days(days) | _identified(written)) for written, days in dates]
    numbers, names = _numbers_and_names(rest.split())
    wants += [_number(number, country) for number in numbers]
    wants += _names(names)
    whole = _identified(text) if len(text.split()) > 1 and any(letter.isdecimal() for letter in text) else frozenset()
    return Query(tuple(wants), whole)


def _labelled(text: str) -> tuple[list[Want], str]:
    """E-mail addresses, "system|value" and "ssn: value", and the text without them."""
    wants = [Want(terms=frozenset({Term(TermKind.EMAIL, email_form(found))})) for found in EMAIL.findall(text)]
    text = EMAIL.sub(" ", text)
    for pattern in (SYSTEM_AND_VALUE, LABEL_AND_VALUE):
        for system, value in pattern.findall(text):
            terms = frozenset({Term(TermKind.IDENTIFIER, f"{fold(system)}|{identifier_form(value)}")})
            wants.append(Want(terms=terms if pattern is SYSTEM_AND_VALUE else terms | _identified(value)))
        text = pattern.sub(" ", text)
    return wants, text


def _numbers_and_names(chunks: list[str]) -> tuple[list[str], list[str]]:
    """Neighbouring chunks of digits belong to one number."""
    numbers: list[str] = []
    names: list[str] = []
    in_number = False
    for chunk in chunks:
        is_dialled = DIALLED.fullmatch(chunk) is not None
        if is_dialled and in_number:
            numbers[-1] += f" {chunk}"
        elif is_dialled:
            numbers.append(chunk)
        else:
            names.append(chunk)
        in_number = is_dialled
    return [number for number in numbers if re.search(r"\d", number)], names


def _number(number: str, country: str) -> Want:
    digits = re.sub(r"\D", "", number)
    forms = phone_forms(number, country)[:2]
    terms = {Term(TermKind.PHONE, form) for form in forms} | _identified(number) | _days(compact_days(digits))
    significant = digits.lstrip("0")
    return Want(terms=frozenset(terms), dialled=significant if len(significant) >= LAST_DIGITS else "")


def _names(chunks: list[str]) -> list[Want]:
    """One want per word, which may also be joined to its neighbours: "o brien" finds O'Brien and Obrien."""
    coded = [chunk for chunk in chunks if any(letter.isdecimal() for letter in chunk)]
    groups = [group for chunk in chunks if chunk not in coded for group in _spellings(chunk)]
    flat = [spellings for group in groups for spellings in group]
    wants = [Want(words=_alternatives(flat, index)) for index in range(len(flat))]
    wants = [want for want in wants if want.words[0] not in TITLES] or wants
    wants = [Want(words=want.words, sounds=frozenset(sounds_of(want.words))) for want in wants]
    return wants + [Want(words=_joined(chunk), terms=_identified(chunk)) for chunk in coded]


def _spellings(chunk: str) -> list[list[tuple[str, ...]]]:
    """The words of a chunk, each in its spellings: "Müller-Groß" is [[(muller, mueller), (gross,)]]."""
    written = parts(chunk)
    spelt = parts(spelt_out(chunk) or chunk)
    if [len(group) for group in written] != [len(group) for group in spelt]:
        return [[(word,) for word in group] for group in written]
    return [
        [tuple(dict.fromkeys(pair)) for pair in zip(plain, full, strict=True)]
        for plain, full in zip(written, spelt, strict=True)
    ]


def _alternatives(flat: list[tuple[str, ...]], index: int) -> tuple[str, ...]:
    found = list(flat[index])
    if index:
        found += [before + own for before in flat[index - 1] for own in flat[index]]
    if index + 1 < len(flat):
        found += [own + after for own in flat[index] for after in flat[index + 1]]
    return tuple(dict.fromkeys(found))


def _joined(chunk: str) -> tuple[str, ...]:
    word = "".join("".join(group) for group in parts(chunk))
    return (word,) if word else ()


def _days(days: frozenset[str]) -> frozenset[Term]:
    return frozenset(born_term(day) for day in days)


def _identified(text: str) -> frozenset[Term]:
    """The terms of a record number or identifier, whichever it is."""
    kinds = (TermKind.RECORD, TermKind.IDENTIFIER)
    return frozenset(Term(kind, form) for form in identifier_forms(text) for kind in kinds)
