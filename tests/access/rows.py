"""What a line of the matrix says.

`may` has one place for each role, in the order of `ROLES`: its letter where the role may, a dash where it is refused,
and its letter in lower case where the role may with its own records, and is refused with those of colleagues.
The cells come from the roles of a clinic as its architecture describes them, and are never read out of the product.
Everybody else (strangers, people of another clinic, people who showed only a password, programs on pages) is refused
on every line, unless it says `ANYBODY`. A line may also be only about somebody before the second factor: `NO_FACTOR`
has none yet, `PASSWORD_ONLY` did not show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from clinics.staff.permissions import Role

ROLES = {
    "O": Role.OWNER,
    "A": Role.ADMINISTRATOR,
    "C": Role.CLINICIAN,
    "S": Role.ASSISTANT,
    "F": Role.FRONT_DESK,
    "B": Role.BILLER,
    "G": Role.CAREGIVER,
    "U": Role.AUDITOR,
}
LETTERS = "".join(ROLES)
EVERYONE = LETTERS
OPERATOR = "P"
"""Who works at the platform, where none of the clinics' roles are."""
VISITING = "visiting"
"""An operator of the platform who visits the clinic. What else one may is listed in tests/access/tables/visits.py."""
ANYBODY, NO_FACTOR, PASSWORD_ONLY = "anybody", "no factor", "password only"


@dataclass(frozen=True)
class Row:
    """One method of one address. The allowed answer has `answers` as its status, leads to `leads` and holds `shows`.

    `given` names rows of the world for arguments of the address, where the usual one will not do; `own` those of which
    a role may have its own. Names in braces, in `query`, `sends`, `shows` and `leads`, stand for ids of the world.
    `traces` is false where nothing is recorded. Those who are refused get `otherwise`, or are led to `door`; `early`
    names who is not refused though no second factor was shown. `scopes` are what a program by itself needs at an
    address of the API, where `match` names the row whose version is meant, and `keyed` sends an `Idempotency-Key`.
    """

    method: str
    address: str
    may: str
    shows: str = ""
    query: str = ""
    sends: dict[str, Any] = field(default_factory=dict)
    answers: int = 200
    leads: str = ""
    given: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    otherwise: int = 403
    door: str = ""
    early: tuple[str, ...] = ()
    traces: bool = True
    scopes: str = ""
    match: str = ""
    keyed: bool = False

    def __str__(self) -> str:
        return f"{self.method} /{self.address}"

    @property
    def asker(self) -> str:
        """Who asks, where the line is not about roles."""
        return {ANYBODY: "stranger", NO_FACTOR: NO_FACTOR, PASSWORD_ONLY: PASSWORD_ONLY}.get(self.may, "")

    @property
    def allowed(self) -> list[str]:
        """Who may, with a colleague's records as with their own."""
        if self.may in (OPERATOR, VISITING):
            return [self.may]
        return [self.asker] if self.asker else [letter for letter in LETTERS if letter in self.may]

    @property
    def only_own(self) -> list[str]:
        if self.asker or self.may in (OPERATOR, VISITING):
            return []
        return [each for each in LETTERS if each.lower() in self.may]

    @property
    def refused(self) -> list[str]:
        """Who may not; of a row with own records, these are colleagues'."""
        if self.asker or self.may == OPERATOR:
            return []
        return [letter for letter in LETTERS if self.may == VISITING or letter not in self.may]

    def with_own(self, letter: str) -> Row:
        """The same line about this role's own records."""
        return replace(self, given={**self.given, **{name: f"{row} of {letter}" for name, row in self.own.items()}})

    def sending(self, more: dict[str, Any]) -> Row:
        """The same line, with this put beside or in place of what it sends."""
        return replace(self, sends={**self.sends, **more})

    def by(self, method: str) -> Row:
        """The same address with another method, and nothing sent."""
        return replace(self, method=method, sends={}, traces=False)

    def is_well_written(self) -> bool:
        """Each letter stands in its own place."""
        if self.asker or self.may == VISITING:
            return True
        places = zip(self.may, LETTERS, strict=False)
        return len(self.may) == len(LETTERS) and all(may in ("-", letter, letter.lower()) for may, letter in places)


def get(address: str, may: str, shows: str = "", **more: Any) -> Row:
    return Row("GET", address, may, shows, **more)


def post(address: str, may: str, sends: dict[str, Any] | None = None, leads: str = "", **more: Any) -> Row:
    return Row("POST", address, may, sends=sends or {}, leads=leads, **{"answers": 302, **more})
