"""What clinicians write about sample people: courses of visits, in the clinic's language."""

from patients.charts.sample.course import Course, Visit
from patients.charts.sample.english import COURSES as ENGLISH
from patients.charts.sample.spanish import COURSES as SPANISH

_BY_LANGUAGE = {"en": ENGLISH, "es": SPANISH}


def courses_in(language: str) -> tuple[Course, ...]:
    """The courses in this language, or in English."""
    return _BY_LANGUAGE.get(language, ENGLISH)


__all__ = ["Course", "Visit", "courses_in"]
