"""The records that lines of the matrix are asked about, alike in both clinics."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount

from appointments.actions import equipment, providers, types, visits
from appointments.actions.writing import link_to
from billing.actions import drafts, links
from clinics.api.actions import clients
from clinics.events import addresses
from clinics.kit.current import entering
from clinics.places.actions import closing
from clinics.places.models import Location
from clinics.single_sign_on.actions import providers as providers_of_identity
from clinics.staff.actions import invitations, policies
from clinics.webhooks.actions import endpoints as webhooks
from patients.charts.actions import addenda
from patients.models import MailPurpose
from patients.queries.mail import unsubscribe_link
from tests.access.rows import ROLES, Row
from tests.clinics.staff.signing_in import give_app
from tests.factories import appointments, billing, documents, notes, passkeys, patients, sight
from tests.factories.staff import Role, acting, add_person, person
from tests.factories.tokens import let_in
from tests.guards.reads import World, filled

NAME = re.compile(r"\{(\w+)\}")
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
            self.known |= {"gone": gone, "token": _end_of(joining.link), "stopped": stopped}
            told = {"name": "Old app", "url": "https://old.example.com/", "kinds": ["note.signed"]}
            silent = webhooks.add(**told, by=owner, at=self.at)
            self.known["silent"] = webhooks.stop(endpoint=silent, by=owner, at=self.at)
            self._own_notes()
            self._visits()
            self.known["visit_now"] = self.operator_here(at=datetime.fromisoformat(TODAY), ticket_hash="1" * 64)
            self._accounts()
            self._provider()
            self._words()
            self.known["app_label"] = "staff"
            self.texts = {
                "base_url": self.clinic.base_url,
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

    def _accounts(self) -> None:
        """Factors for everybody but a newcomer; a program in which people sign in; the policy, written."""
        host = self.clinic.canonical_host
        self.known["newcomer"] = add_person("newcomer", "Nora Newcomer", (Role.OWNER,), at=self.at)
        self.known["key"] = passkeys.add(self.known["gone"], "Key of Gone", host=host)
        for letter, role in ROLES.items():
            self.known[f"key of {letter}"] = passkeys.add(person(role), "Blue key", host=host)
            give_app(person(role))
            RecoveryCodes.activate(person(role))
        scopes, back = ["patients.read"], ["https://app.example/back"]
        made = clients.make(name="App", scopes=scopes, redirect_uris=back, by=acting(Role.OWNER), at=self.at)
        self.known["app"] = made.client
        self.known["let in"] = clients.make(name="Alien", scopes=scopes, by=acting(Role.OWNER), at=self.at).client
        for letter, role in ROLES.items():
            let_in(made.client, person(role))
            self.known[f"let in of {letter}"] = made.client
        owner = acting(Role.OWNER)
        self.known["policy"] = policies.change(second_factor_required=True, idle_minutes=30, by=owner, at=self.at)

    def _provider(self) -> None:
        """A provider that does not answer, with which the biller signed in when it did."""
        told = {"name": "Campus", "issuer": "http://127.0.0.1:1", "client_id": "clinic-at-campus", "is_enabled": True}
        made = providers_of_identity.decide(
            client_secret="a secret of the provider", **told, by=acting(Role.OWNER), at=self.at
        )
        self.known["linked"] = person(Role.BILLER)
        SocialAccount.objects.create(user=self.known["linked"], provider=made.key, uid="subject of the biller")

    def _visits(self) -> None:
        """Bea is booked for eleven; for half past Ana is here already; Cora should have come at nine."""
        site = appointments.site()
        day = {n: appointments.local("2026-11-03", n) for n in ("09:00", "11:00", "11:30")}
        booked = appointments.book(self.known["Bea"], starts_at=day["11:00"], reason="Sore throat")
        arrived = appointments.book(self.known["Ana"], starts_at=day["11:30"])
        visits.check_in(appointment=arrived, by=appointments.DESK, at=day["11:00"])
        missed = appointments.book(self.known["Cora"], starts_at=day["09:00"])
        self.known |= {"missed": missed, "booked": booked, "arrived": arrived, "site": site}
        self.known |= {"kind": booked.type, "provider": booked.provider}
        self.known["told"] = _end_of(link_to(booked))
        self._rooms(site)
        self._hidden()
        self._link()
        kind = appointments.kind("Old kind")
        self.known["old_type"] = types.retire(type=kind, by=appointments.ADMIN, at=self.at)
        self.known["idle"] = appointments.provider("Idle Ida")
        ria = appointments.provider("Retired Ria", hours=None)
        self.known["retired"] = providers.retire(provider=ria, by=appointments.ADMIN, at=self.at)

    def _hidden(self) -> None:
        """Somebody whose record is restricted."""
        self.known["Vera"] = patients.register(given="Verastella", family="Veiled", birth_date=date(1990, 1, 1))
        sight.restrict(self.known["Vera"])

    def _link(self) -> None:
        """An invoice of somebody who got it by mail."""
        payer = patients.register(given="Paul", family="Payer", email="paul@example.org", birth_date=date(1984, 3, 7))
        sent = links.send(invoice=billing.invoice(payer, "30"), to="paul@example.org", by=billing.BILLER, at=self.at)
        self.known |= {"payer": payer, "came_back": payer.contacts.get()}
        addresses.mark(address="paul@example.org", cause="bounced", detail="", mail_id=payer.pk, at=self.at)
        self.known["unsubscribing"] = _end_of(unsubscribe_link(payer.pk, MailPurpose.REMINDERS))
        self.known["link"] = _end_of(links.address_of(sent))

    def _words(self) -> None:
        """What stands in one field each, to be looked for in everything that is read."""
        ana, dana, by = self.known["Ana"], acting(Role.CLINICIAN), {"by": billing.BILLER, "at": self.at}
        notes.add(notes.sign(ana, by=dana).note, by=dana, text="Addendum: fever since.")
        notes.strike(notes.sign(ana, by=dana).note, by=dana)
        documents.add(ana, by=dana, content=b"Seen under the microscope", file_name="b.txt", title="Biopsy result")
        billing.pay(ana, "1", reference="Slip 4711")
        told = {"display": "Drafted service", "unit_amount": Decimal(9), "served_on": date(2026, 11, 2)}
        drafts.add_line(draft=self.known["invoice_draft"], tax_percent=Decimal(0), **told, **by)  # type: ignore[arg-type]

    def _rooms(self, site: Location) -> None:
        """A room and a machine that are used, and others that were closed when November began."""
        by, day = {"by": appointments.ADMIN, "at": self.at}, date(2026, 11, 2)
        old = equipment.add(name="U0", kind="scan", location=site, **by)  # type: ignore[arg-type]
        self.known["old_scanner"] = equipment.close(equipment=old, closed_from=day, **by)  # type: ignore[arg-type]
        self.known |= {"room": appointments.room("Room 7"), "closed_room": appointments.room("Room 8")}
        closing.close(place=self.known["closed_room"], closed_from=day, **by)  # type: ignore[arg-type]

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
        said = instead or {}

        def argument(name: str, where: str) -> Any:
            return said[name] if said.get(name) else self.value_of(row, name)

        path = filled(row.address, _Arguments(argument))  # type: ignore[arg-type]
        query = f"?{self.told(row.query)}" if row.query else ""
        return f"/{path}{query}"

    def value_of(self, row: Row, name: str) -> Any:
        """What stands here for an argument of a line."""
        known = row.given.get(name) or row.own.get(name)
        if known:
            return getattr(self.known[known], "pk", self.known[known])
        return self.known["token"] if name == "token" else self.argument(name, row.address)

    def told(self, value: Any) -> Any:
        """A value of a line, its names in braces put in."""
        if isinstance(value, str):
            names = self.names() if "{" in value else {}
            return NAME.sub(lambda found: str(names.get(found[1], found[0])), value)
        if isinstance(value, dict):
            return {name: self.told(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.told(each) for each in value]
        return value


def _end_of(link: str) -> str:
    """The token that a link ends with."""
    return link.rstrip("/").rsplit("/", 1)[1]


class _Arguments:
    """What `filled` asks for arguments."""

    def __init__(self, argument: Any) -> None:
        self.argument = argument
