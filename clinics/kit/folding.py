"""Names brought to a form in which two spellings of one name are equal.

Folding is for comparing only: what a person is called is kept and shown as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_WORD = 60

# Letters that Unicode does not take apart, in the spelling used where they cannot be typed.
LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h", "ŧ": "t",
        "ə": "e", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": None,
    }
)  # fmt: skip
# Vowels that German and the Nordic languages also write as two letters.
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Marks that look like an apostrophe but count as letters for Unicode.
APOSTROPHES = "ʹʺʻʼʽʾʿˈˊˋ´`"
ASCII_WORD = re.compile(r"[a-z0-9]+")
# Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel marks of Arabic. The vowel signs of Indian and Thai
# scripts are part of the word and stay.
ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff]")
IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Without case, accents, ligatures and width; digits as ASCII. Apostrophes and hyphens stay.

    Folding twice gives the same as folding once.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = unicodedata.normalize("NFC", ACCENTS.sub("", text)).translate(LETTERS)
    return "".join(ascii_digit(letter) for letter in text)


def ascii_digit(letter: str) -> str:
    """Any script's decimal digit as 0 to 9, anything else as it is."""
    if letter.isascii() or not letter.isdecimal():
        return letter
    return str(unicodedata.decimal(letter))


def is_ideographic(text: str) -> bool:
    """Chinese, Japanese or Korean writing, where one character already says something."""
    return IDEOGRAPHS.match(text) is not None


def parts(text: str) -> list[list[str]]:
    """The words of a name, folded, grouped as they were written together: "Ana O'Brien" is [[ana], [o, brien]]."""
    folded = fold(text)
    if folded.isascii():
        groups = [ASCII_WORD.findall(chunk) for chunk in folded.split()]
    else:
        groups = [list(_words_of_chunk(chunk)) for chunk in folded.split()]
    return [[word[:LONGEST_WORD] for word in group] for group in groups if group]


def spelt_out(text: str) -> str | None:
    """ "Müller" as "mueller", for names with such a vowel; None for others."""
    if text.isascii():
        return None
    small = unicodedata.normalize("NFC", text).lower()
    spelt = small.translate(SPELT_OUT)
    return None if spelt == small else spelt


def _words_of_chunk(chunk: str) -> Iterator[str]:
    word = ""
    for letter in chunk:
        if letter not in APOSTROPHES and unicodedata.category(letter)[0] in "LMN":
            word += letter
        elif word:
            yield word
            word = ""
    if word:
        yield word
