"""Names of languages, for choosing and for showing."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

COMMON = (
    "en", "es", "zh", "hi", "ar", "bn", "pt", "ru", "ja", "pa", "de", "fr", "ko", "vi", "it", "tr", "ta", "ur", "pl",
    "uk", "nl", "ro", "el", "cs", "hu", "sv", "fi", "nb", "da", "he", "fa", "th", "id", "tl", "ms", "sw", "am", "so",
    "ht", "te", "mr", "gu", "ml", "kn", "ne", "si", "my", "km", "lo", "hr", "sr", "bs", "sk", "sl", "bg", "lt", "lv",
    "et", "sq", "mk", "ka", "hy", "az", "kk", "uz", "ps", "ku", "ti", "yo", "ig", "ha", "zu", "xh", "af", "ca", "eu",
    "gl", "cy", "ga", "is", "mt", "ase",
)  # fmt: skip
"""BCP 47 codes offered in forms, sign language included; any other code is kept and shown."""


def language_name(code: str, language: str) -> str:
    """What people call a language, in `language`; its code where there is no name."""
    return _names(language).get(code.replace("-", "_"), code)


@lru_cache(maxsize=32)
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """Codes with names, by name."""
    return tuple(
        sorted(((code, language_name(code, language)) for code in COMMON), key=lambda pair: pair[1].casefold())
    )


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").languages)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").languages)
