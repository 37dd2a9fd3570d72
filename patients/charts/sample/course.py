"""The shape of a sample course. Texts hold words in braces, which `measured` fills in."""

from __future__ import annotations

import random
from dataclasses import dataclass

from patients.charts.sections import Body, NoteKind


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One note, `after` days from the first of its course; `addendum` came a day or two later."""

    after: int
    kind: NoteKind
    body: Body
    addendum: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What one person came for, from `ages[0]` to `ages[1]` years; an empty `gender` is any."""

    works_in: str
    ages: tuple[int, int]
    visits: tuple[Visit, ...]
    gender: str = ""

    def fits(self, *, age: int | None, gender: str | None) -> bool:
        return age is not None and self.ages[0] <= age <= self.ages[1] and self.gender in ("", gender)


def soap(after: int, *, subjective: str, objective: str, assessment: str, plan: str, addendum: str = "") -> Visit:
    body = {"subjective": subjective, "objective": objective, "assessment": assessment, "plan": plan}
    return Visit(after=after, kind=NoteKind.SOAP, body=body, addendum=addendum)


def free(after: int, kind: NoteKind, text: str, *, addendum: str = "") -> Visit:
    return Visit(after=after, kind=kind, body={"text": text}, addendum=addendum)


def measured(draw: random.Random, body: Body) -> Body:
    """The texts with what was measured on that day."""
    found = {
        "pressure": f"{draw.randint(116, 132)}/{draw.randint(70, 84)}",
        "high_pressure": f"{draw.randint(148, 168)}/{draw.randint(90, 99)}",
        "better_pressure": f"{draw.randint(126, 137)}/{draw.randint(76, 85)}",
        "pulse": str(draw.randint(62, 84)),
        "sat": str(draw.randint(96, 99)),
        "tooth": str(draw.choice((3, 14, 19, 30))),
        "tooth_fdi": str(draw.choice((16, 26, 36, 46))),
        "week": str(draw.randint(12, 30)),
    }
    return {name: text.format_map(found) for name, text in body.items()}
