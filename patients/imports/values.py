"""What cells look like, without yet knowing what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from patients.imports.codes import plain
from patients.imports.dates import is_date_like
from patients.imports.fields import Field, Target
from patients.imports.vocabularies import GENDER

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
PHONE = re.compile(r"[+(]?[\d(][\d\s()./+-]{4,}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
# Written for "nothing" by people and systems. Not for names: Null and None are family names.
NOTHING = frozenset(
    {"", "n a", "na", "null", "none", "nil", "k a", "s d", "not provided", "not available", "not recorded", "missing",
     "keine angabe", "keine", "ninguno", "sin dato", "sin datos", "aucun", "geen"}
)  # fmt: skip
UNKNOWN = frozenset(
    {"unknown", "unk", "not known", "unbekannt", "desconocido", "desconocida", "inconnu", "declined", "?"}
)
WITH_UNKNOWN = frozenset({Field.GENDER, Field.MARITAL_STATUS, Field.LANGUAGE})
NAMES = frozenset({Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.PREFERRED, Field.FULL_NAME})
TRUE = frozenset({"true", "yes", "y", "1", "t", "si", "ja", "oui", "sim", "deceased", "dead", "verstorben", "fallecido",
                  "fallecida", "decede", "decedee", "died", "x"})  # fmt: skip
FALSE = frozenset(
    {"false", "no", "n", "0", "f", "nein", "non", "nao", "nee", "alive", "living", "vivo", "viva", "lebt", "vivant"}
)
TELLING = 0.8  # share of values that must look alike for a guess


def is_nothing(text: str) -> bool:
    """Whether a cell says that nothing is recorded. "Unknown" says more than that and is not among them."""
    return not any(letter.isalnum() for letter in text) or plain(text) in NOTHING


def says_nothing(field: Field, text: str) -> bool:
    """Whether a cell records nothing for this field. For some, "unknown" is a value of its own and is kept."""
    if field in NAMES:
        return not text.strip()
    return is_nothing(text) or (field not in WITH_UNKNOWN and plain(text) in UNKNOWN)


def flag(text: str) -> bool | None:
    """Yes or no in the words of exports, None for anything else."""
    word = plain(text)
    if word in TRUE:
        return True
    return False if word in FALSE else None


def is_email(text: str) -> bool:
    """Whether a text is one address."""
    return EMAIL.fullmatch(text.strip()) is not None


def _is_gender(text: str) -> bool:
    return plain(text) in GENDER.words or GENDER.is_short(text)


def _is_phone(text: str) -> bool:
    return PHONE.fullmatch(text.strip()) is not None and not is_date_like(text)


LOOKS: dict[Field, Callable[[str], bool]] = {
    Field.BIRTH_DATE: lambda text: is_date_like(text) or re.fullmatch(r"\d{5,8}", text) is not None,
    Field.DECEASED: lambda text: is_date_like(text) or flag(text) is not None or text.isdecimal(),
    Field.GENDER: _is_gender,
    Field.EMAIL: lambda text: "@" in text,
    Field.PHONE: lambda text: sum(letter.isdecimal() for letter in text) >= 3,
    Field.GIVEN: lambda text: any(letter.isalpha() for letter in text) and "@" not in text,
}
LOOKS |= dict.fromkeys((Field.PHONE_HOME, Field.PHONE_MOBILE, Field.PHONE_WORK), LOOKS[Field.PHONE])
LOOKS |= dict.fromkeys((Field.FAMILY, Field.FULL_NAME, Field.CITY), LOOKS[Field.GIVEN])


def agreement(field: Field, values: Sequence[str]) -> float | None:
    """The share of values that look like the field; None where nothing can be said."""
    said = [value for value in values if not is_nothing(value)]
    if not said:
        return None
    if field == Field.EXTERNAL_ID:
        return 1.0 if len(set(said)) == len(said) else 0.0
    looks = LOOKS.get(field)
    return None if looks is None else sum(map(looks, said)) / len(said)


def content_target(values: Sequence[str]) -> Target | None:
    """What a column is by its values alone: only what has an unmistakable form."""
    said = [value for value in values if not is_nothing(value)]
    for field, looks in ((Field.EMAIL, is_email), (Field.GENDER, _is_gender), (Field.PHONE, _is_phone)):
        if said and sum(map(looks, said)) >= TELLING * len(said) and (field != Field.GENDER or len(said) > 1):
            return Target(field)
    if said and sum(map(is_date_like, said)) >= TELLING * len(said):
        return Target(Field.BIRTH_DATE)
    return None
