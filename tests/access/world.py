"""The records that lines of the matrix are asked about, alike in both clinics."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from appointments.actions import visits
from clinics.api.actions import clients
from clinics.kit.current import entering
from clinics.staff.actions import invitations
from clinics.webhooks.actions import endpoints as webhooks
from patients.charts.actions import addenda
from tests.access.rows import ROLES, Row
from tests.factories import appointments, notes
from tests.factories.staff import Role, acting, add_person
from tests.guards.reads import World, filled

TODAY = "2026-11-03T15:30:00Z"
"""When the matrix is asked: the Tuesday on which people are booked, at Alder half past ten."""


class Place(World):
    """A clinic with one record of each kind, and in each state that a line needs."""

    def fill(self) -> None:
        super().fill()
        with entering(self.clinic):
            owner = acting(Role.OWNER)
            gone = add_person("gone", "Gone Guest", (Role.ASSISTANT,), at=self.at)
            gone.is_active = False
            gone.save()
            asked = {"email": "joining@example.com", "name": "Joining", "roles": ("front_desk",)}
            joining = invitations.invite(**asked, by=owner, at=self.at)  # type: ignore[arg-type]
            stopped = clients.make(name="Old app", scopes=["patients.read"], by=owner, at=self.at).client
            clients.stop(client=stopped, by=owner, at=self.at)
            self.known |= {"gone": gone, "token": joining.link.rstrip("/").rsplit("/", 1)[1], "stopped": stopped}
            told = {"name": "Old app", "url": "https://old.example.com/", "kinds": ["note.signed"]}
            silent = webhooks.add(**told, by=owner, at=self.at)
            self.known["silent"] = webhooks.stop(endpoint=silent, by=owner, at=self.at)
            self._own_notes()
            self._visits()
            self.texts = {
                "number": self.known["invoice"].number,
                "version": str(self.fresh("Ana").version),
            }

    def _own_notes(self) -> None:
        """A draft of each who writes notes, and text that each keeps aside and adds."""
        for letter, role in ROLES.items():
            if role in (Role.CLINICIAN, Role.ASSISTANT, Role.CAREGIVER):
                self.known[f"draft of {letter}"] = notes.write(self.known["Ana"], by=acting(role))
                notes.park(self.known["draft"], by=acting(role))
            if role in (Role.CLINICIAN, Role.CAREGIVER):
                addenda.begin(note=self.known["signed"], by=acting(role), at=self.at)

    def _visits(self) -> None:
        """Bea is booked for eleven; for half past Ana is here already; Cora should have come at nine."""
        site = appointments.site()
        day = {n: appointments.local("2026-11-03", n) for n in ("09:00", "11:00", "11:30")}
        booked = appointments.book(self.known["Bea"], starts_at=day["11:00"])
        arrived = appointments.book(self.known["Ana"], starts_at=day["11:30"])
        visits.check_in(appointment=arrived, by=appointments.DESK, at=day["11:00"])
        missed = appointments.book(self.known["Cora"], starts_at=day["09:00"])
        self.known |= {"missed": missed, "booked": booked, "arrived": arrived, "site": site}
        self.known |= {"kind": booked.type, "provider": booked.provider}

    def fresh(self, name: str) -> Any:
        """The row of this name as it stands now."""
        row = self.known[name]
        return type(row)._default_manager.get(pk=row.pk)

    def names(self) -> dict[str, Any]:
        """What names in braces stand for."""
        ids = {name: getattr(row, "pk", row) for name, row in self.known.items()}
        return {**ids, **self.texts, "key": uuid4()}

    def address_of(self, row: Row, *, instead: dict[str, UUID] | None = None) -> str:
        """The address of a line, its arguments put in; `instead` replaces some of them."""
        given = {name: getattr(self.known[known], "pk", None) for name, known in row.given.items()}
        said = {**given, **(instead or {})}

        def argument(name: str, where: str) -> Any:
            if said.get(name):
                return said[name]
            return self.known["token"] if name == "token" else self.argument(name, where)

        path = filled(row.address, _Arguments(argument))  # type: ignore[arg-type]
        query = f"?{self.told(row.query)}" if row.query else ""
        return f"/{path}{query}"

    def told(self, value: Any) -> Any:
        """A value of a line, its names in braces put in."""
        if isinstance(value, str):
            return value.format(**self.names()) if "{" in value and '"' not in value else value
        if isinstance(value, dict):
            return {name: self.told(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.told(each) for each in value]
        return value


class _Arguments:
    """What `filled` asks for arguments."""

    def __init__(self, argument: Any) -> None:
        self.argument = argument
