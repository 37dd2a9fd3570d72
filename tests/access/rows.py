"""What a line of the matrix says.

`may` has one place for each role, in the order of `ROLES`: its letter where the role may, a dash where it is refused,
and its letter in lower case where the role may with its own records, and is refused with those of colleagues.
The cells come from the roles of a clinic as its architecture describes them, and are never read out of the product.
Everybody else (strangers, people of another clinic, people who showed only a password, programs on pages) is refused
on every line, unless it says `ANYBODY`.
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
ANYBODY = "anybody"


@dataclass(frozen=True)
class Row:
    """One method of one address. The allowed answer has `answers` as its status, leads to `leads` and holds `shows`.

    `given` names rows of the world for arguments of the address, where the usual one will not do; `own` those of which
    a role may have its own. Names in braces, in `query`, `sends`, `shows` and `leads`, stand for ids of the world.
    `traces` is false where nothing is recorded. `scopes` are what a program by itself needs at an address of the API,
    where `match` names the row whose version is meant, and `keyed` sends an `Idempotency-Key`.
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
    traces: bool = True
    scopes: str = ""
    match: str = ""
    keyed: bool = False

    def __str__(self) -> str:
        return f"{self.method} /{self.address}"

    @property
    def is_for_anybody(self) -> bool:
        return self.may == ANYBODY

    @property
    def allowed(self) -> list[str]:
        """Who may, with a colleague's records as with their own."""
        return [] if self.is_for_anybody else [letter for letter in LETTERS if letter in self.may]

    @property
    def only_own(self) -> list[str]:
        return [] if self.is_for_anybody else [letter for letter in LETTERS if letter.lower() in self.may]

    @property
    def refused(self) -> list[str]:
        """Who may not; of a row with own records, these are colleagues'."""
        return [] if self.is_for_anybody else [letter for letter in LETTERS if letter not in self.may]

    def with_own(self, letter: str) -> Row:
        """The same line about this role's own records."""
        return replace(self, given={**self.given, **{name: f"{row} of {letter}" for name, row in self.own.items()}})

    def is_well_written(self) -> bool:
        """Each letter stands in its own place."""
        if self.is_for_anybody:
            return True
        places = zip(self.may, LETTERS, strict=False)
        return len(self.may) == len(LETTERS) and all(may in ("-", letter, letter.lower()) for may, letter in places)


def get(address: str, may: str, shows: str = "", **more: Any) -> Row:
    return Row("GET", address, may, shows, **more)


def post(address: str, may: str, sends: dict[str, Any] | None = None, leads: str = "", **more: Any) -> Row:
    return Row("POST", address, may, sends=sends or {}, leads=leads, **{"answers": 302, **more})
