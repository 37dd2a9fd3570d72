"""Whether a word with accents could be a word: used to tell one encoding from another."""

from __future__ import annotations

import itertools
import re
import unicodedata

# Letters beyond a to z, by language. A word is believable if one language has all of its letters.
LATIN = tuple(
    frozenset(letters)
    for letters in (
        "äöüß",  # German
        "àâæçéèêëîïôœùûüÿ",  # French
        "áéíñóúüçªº",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "àèéìíîòóù",  # Italian
        "àçèéíïòóúü",  # Catalan
        "åäöéæøü",  # Nordic
        "áðéíóúýþæö",  # Icelandic
        "éëïöüáóèêç",  # Dutch
        "áéíóúàèìòù",  # Irish and Scottish
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšžë",  # South Slavic, Albanian
        "çğıöşüâîi̇",  # Turkish
        "õäöüšžāčēģīķļņūąęėįųōŗ",  # Baltic
        "àáâãèéêìíòóôõùúýăđĩũơư",  # Vietnamese, in so far as one byte can
    )
)
SCRIPTS = ("CYRILLIC", "GREEK", "HEBREW", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")
JOINT = re.compile("['`´-]")
# A typographic apostrophe or dash in a name comes before a capital: O’Brien, Smith–Jones.
CAPITAL_AFTER = re.compile("[\u2018\u2019\u2013\u2014]")


def languages_of(word: str) -> frozenset[int]:
    """The languages, by number, that a decoded word could be of; none for what is no word.

    A word is of letters only, of one script, without capitals amid small letters.
    """
    if not _is_shaped_like_a_word(word):
        return frozenset()
    foreign = {letter for letter in word.lower() if not letter.isascii() and letter.isalpha()}
    found = {number for number, alphabet in enumerate(LATIN) if foreign <= alphabet}
    for number, script in enumerate(SCRIPTS, start=len(LATIN)):
        if all(unicodedata.name(letter, "").startswith(script) for letter in word if letter.isalpha()):
            found.add(number)
    return frozenset(found)


def _is_shaped_like_a_word(word: str) -> bool:
    if any(piece[:1].islower() for piece in CAPITAL_AFTER.split(word)[1:]):
        return False
    pieces = [piece for piece in JOINT.split(CAPITAL_AFTER.sub("-", word)) if piece]
    if not pieces or not all(piece.isalpha() for piece in pieces):
        return False
    return all(map(_is_cased_like_a_word, pieces))


def _is_cased_like_a_word(word: str) -> bool:
    """No letter beyond ASCII stands where its case makes no sense: "JosŽ", "GARCíA"."""
    pairs = list(itertools.pairwise(word))
    odd = any(
        first.islower() and second.isupper() for first, second in pairs if not (first.isascii() and second.isascii())
    )
    shouted = len(word) > 2 and sum(letter.isupper() for letter in word) >= len(word) - 1 and not word.isupper()
    return not odd and not (shouted and word[0].isupper())
