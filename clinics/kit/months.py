"""Names of months in the languages that people write dates in."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from clinics.kit.folding import fold

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl", "da", "sv", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "ca")


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """From a folded name or abbreviation to 1 to 12. A word that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found.setdefault(fold(name).strip(". "), set()).add(number)
    found.setdefault("sept", set()).add(9)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and name.isalpha()}
