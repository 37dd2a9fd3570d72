"""Countries and languages by name or code, as people write them."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale

from clinics.kit.countries import countries
from patients.imports.codes import plain

SPOKEN = ("en", "es", "de", "fr", "it", "pt", "nl", "ca", "sv", "da", "nb", "fi", "pl")
ALSO_COUNTRIES = {
    "usa": "US", "u s a": "US", "u s": "US", "us": "US", "united states of america": "US",
    "eeuu": "US", "ee uu": "US",
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "holland": "NL", "republic of ireland": "IE", "eire": "IE", "deutschland": "DE", "schweiz": "CH", "suisse": "CH",
    "oesterreich": "AT", "uae": "AE", "u a e": "AE", "bundesrepublik deutschland": "DE",
    "brd": "DE", "czech republic": "CZ",
    "turkey": "TR", "ivory coast": "CI", "swaziland": "SZ", "burma": "MM", "macedonia": "MK", "cape verde": "CV",
    "russia": "RU", "russian federation": "RU", "south korea": "KR", "korea": "KR",
    "vietnam": "VN", "d": "DE", "a": "AT",
    "ch": "CH", "e": "ES", "f": "FR", "i": "IT",
}  # fmt: skip
ALSO_LANGUAGES = {
    "mandarin": "zh", "mandarin chinese": "zh", "chinese mandarin": "zh", "cantonese": "yue",
    "chinese cantonese": "yue",
    "unknown": "und", "undetermined": "und", "not known": "und", "unbekannt": "und", "desconocido": "und",
    "castilian": "es", "castellano": "es", "farsi": "fa", "tagalog": "fil", "flemish": "nl-BE", "moldovan": "ro",
    "haitian": "ht", "creole": "ht", "greek": "el", "sign language": "sgn",
    "american sign language": "ase", "asl": "ase",
    "bsl": "bfi", "british sign language": "bfi", "brazilian portuguese": "pt-BR", "spanish castilian": "es",
    "punjabi": "pa", "panjabi": "pa", "khmer": "km", "hmong": "hmn", "kurdish": "ku",
    "norwegian": "nb", "swiss german": "gsw",
}  # fmt: skip


def country_code(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country's name or code. Raises ValueError for an unknown one."""
    found = _countries().get(plain(text))
    if found is None:
        raise ValueError("country")
    return found


def language_tag(text: str) -> str:
    """The BCP 47 tag of a language's name or code, with its country where given: "Russian (Russia)" is ru-RU.

    Raises ValueError for an unknown one.
    """
    known = _languages()
    if (name := plain(text)) in known:
        return known[name]
    if found := re.fullmatch(r"\s*([^(,;/]+?)\s*[(,;/]\s*([^()]*?)\s*\)?\s*", text):
        language, addition = known.get(plain(found[1])), _countries().get(plain(found[2]))
        if language and addition and "-" not in language:
            return f"{language}-{addition}"
        if language and (known.get(plain(found[2])) in {None, language}):
            return language
    return _tag(text.strip())


def _tag(text: str) -> str:
    try:
        language, territory, script, *_rest = parse_locale(text.replace("_", "-"), sep="-")
    except ValueError:
        raise ValueError("language") from None
    language = get_global("language_aliases").get(language, language)
    if language not in Locale("en").languages or (territory and territory not in Locale("en").territories):
        raise ValueError("language")
    return "-".join(part for part in (language, script, territory) if part)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    codes = set(countries())
    found = {
        plain(name): code for tongue in SPOKEN for code, name in Locale(tongue).territories.items() if code in codes
    }
    for alias, replacements in get_global("territory_aliases").items():
        if len(alias) == 3 and len(replacements) == 1 and replacements[0] in codes:
            found[plain(alias)] = replacements[0]
    return found | {plain(code): code for code in codes} | ALSO_COUNTRIES


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    english = {str(code) for code in Locale("en").languages}
    found: dict[str, str] = {}
    for tongue in reversed(SPOKEN):
        for code, name in Locale(tongue).languages.items():
            if code in english and "_" not in code:
                found[plain(name)] = code
    found |= {plain(name): code for code in english if "_" not in code and (name := _own_name(code))}
    aliases = {str(alias): str(code) for alias, code in get_global("language_aliases").items()}
    found |= {alias: code for alias, code in aliases.items() if len(alias) == 3 and code in english}
    return found | {code: code for code in english if "_" not in code} | ALSO_LANGUAGES


def _own_name(code: str) -> str:
    """ "Deutsch" for de."""
    try:
        return Locale.parse(code).languages.get(code, "")
    except (UnknownLocaleError, ValueError):
        return ""
