"""What a sample clinic offers and why people come, in the clinic's language."""

from appointments.sample.english import OFFICE as ENGLISH
from appointments.sample.offer import Line, Office, Service
from appointments.sample.spanish import OFFICE as SPANISH

_BY_LANGUAGE = {"en": ENGLISH, "es": SPANISH}


def office_in(language: str) -> Office:
    """The sample office in this language, or in English."""
    return _BY_LANGUAGE.get(language, ENGLISH)


__all__ = ["Line", "Office", "Service", "office_in"]
