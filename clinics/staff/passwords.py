"""What a password must not be, beside short. Named in AUTH_PASSWORD_VALIDATORS; decision 0038 has the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from clinics.kit.current import current_clinic, current_schema

PRODUCT = ("polyclinic", "clinic", "password", "passwort", "contraseña", "clínica")
SHORTEST_WORD = 4
READ = 72  # letters that are judged; more make nothing easier to guess
EASY = 10**9  # guesses: what a program does in a second without our hashing, in weeks with it


class WordsOfThePlace:
    """Words that everybody knows who knows the clinic or the person do not count; what is left is long enough."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        left = password.casefold()
        for word in sorted(words_of(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < self.min_length <= len(password):
            raise ValidationError(
                _(
                    "Without the names of the clinic, of this program and of yourself too little is left of it. "
                    "Add words that have nothing to do with them."
                ),
                code="password_of_the_place",
            )

    def get_help_text(self) -> str:
        return _("The names of the clinic, of this program and of yourself do not count towards its length.")


class EasilyGuessed:
    """Common passwords, words, years, rows of keys, and what is put together from a few of them."""

    def validate(self, password: str, user: Any = None) -> None:
        from zxcvbn import zxcvbn  # its lists take a tenth of a second to read, and few processes set passwords

        if zxcvbn(password[:READ], user_inputs=sorted(words_of(user)))["guesses"] < EASY:
            raise ValidationError(
                _(
                    "This password is among the first that programs try. "
                    "Take four or more words that do not belong together."
                ),
                code="password_easily_guessed",
            )

    def get_help_text(self) -> str:
        return _("It is not a common word, date or row of keys, nor one with a few signs added.")


def words_of(user: Any) -> set[str]:
    """In small letters: of this program, of the clinic and of the person."""
    texts: list[str] = [*PRODUCT, str(getattr(user, "email", "")), str(getattr(user, "name", ""))]
    if current_schema() != get_public_schema_name():
        clinic = current_clinic()
        texts += [clinic.name, clinic.canonical_host]
    return set(_words(texts))


def _words(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for word in (text, *re.split(r"[\W_]+", text)):
            folded = word.casefold()
            if len(folded) >= SHORTEST_WORD:
                yield folded
                yield "".join(folded.split())
