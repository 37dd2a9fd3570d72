"""A clinic whose people can be told apart in any answer, and every address called in it.

`World` holds one record of each kind. `calls()` walks the addresses of a clinic and asks each with GET, and
with the requests of `MORE` besides; an address whose arguments `World` does not know is an error, so
that whoever adds one says here how to call it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver

from appointments.actions import equipment, providers, visits
from billing.actions import desks, tax_rates
from clinics.api.actions import clients
from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.operators.models import Visit
from clinics.oversight.models import Anomaly, AnomalyKind
from clinics.staff.actions import invitations
from clinics.webhooks.actions import endpoints as webhooks
from config.access import rule_for
from patients.actions import particulars, warnings
from patients.charts.actions import addenda
from patients.imports.actions import files as import_files
from patients.imports.actions import running
from patients.models import Relationship
from tests.conftest import client_at
from tests.factories import appointments, billing, documents, notes, patients, sight
from tests.factories.staff import Role, acting, person
from tests.factories.tokens import Program, bearer

GET_ONLY = {"get", "head"}


@dataclass
class Called:
    """One request and what came of it: whose identity was in the answer, and whom the trail names for it."""

    what: str
    status: int
    shown: set[str]
    recorded: set[str]
    is_reading: bool


@dataclass
class World:
    """Alder with three people: Ana, whose chart holds everything, Bea, her sister, and Cora, a stranger."""

    clinic: Clinic
    at: Any
    people: dict[str, UUID] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)

    MARKERS = {
        "Ana": ("Anazephyra", "Quillfeather", "617-555-0111", "ANA-7781"),
        "Bea": ("Beatrixa", "Oxbowlane", "617-555-0122", "BEA-7782"),
        "Cora": ("Corazimba", "Underhaven", "617-555-0133", "CORA-7783"),
    }

    def fill(self) -> None:
        with entering(self.clinic):
            self._people()
            self._chart()
            self._import()
            self._money()
            self._webhook()
            self._desks()
            invited = invitations.invite(
                email="new@example.com", name="New", roles=("front_desk",), by=acting(Role.OWNER), at=self.at
            )
            self.known["event"] = AuditEvent.objects.about(self.people["Ana"]).order_by("at", "pk").first()
            self.known["anomaly"] = self._anomaly()
            self.known["visit"] = self._visit()
            client = clients.make(name="Lab", scopes=["patients.read"], by=acting(Role.OWNER), at=self.at).client
            self.known["mail"] = OutgoingMail.objects.filter(purpose="invitation").latest("created_at")
            self._mail_to_ana()
            self.known |= {"invitation": invited.invitation.pk, "client": client.pk, "user": person(Role.BILLER).pk}

    def _mail_to_ana(self) -> None:
        """As mail to a patient is: what tells colleagues of their accounts is shown to fewer."""
        mail = self.known["mail"]
        mail.purpose, mail.patient_id, mail.to = "appointment_booked", self.people["Ana"], "Anazephyra@example.org"
        mail.save()

    def _people(self) -> None:
        for name, (given, family, phone, number) in self.MARKERS.items():
            self.known[name] = patients.register(
                given=given,
                family=family,
                phone=phone,
                email=f"{given}@example.org",
                record_number=number,
                birth_date=date(1984, 3, 7),
                address="1 Hidden Lane",
                identifiers=(("passport", f"X{number[-4:]}99"),),
            )
            self.people[name] = self.known[name].pk
        for part in ("contacts", "addresses", "identifiers"):
            self.known[part] = getattr(self.known["Ana"], part).first()
        self.known["no_one"] = patients.register(given="Nobody", family="Inuse", birth_date=None)

    def _anomaly(self) -> Anomaly:
        """Somebody opened Ana's record, which the rules take for a colleague's."""
        opener, key = acting(Role.ASSISTANT), f"colleague {self.people['Ana']}"
        who = {"actor_kind": opener.kind, "actor_id": opener.id, "patient_id": self.people["Ana"]}
        moments = {"found_at": self.at, "first_at": self.at, "last_at": self.at}
        return Anomaly.objects.create(kind=AnomalyKind.COLLEAGUE, key=key, **who, **moments)

    def _visit(self) -> Visit:
        """An operator of the platform came."""
        return self.operator_here(at=self.at, ticket_hash="0" * 64)

    def operator_here(self, *, at: Any, ticket_hash: str) -> Visit:
        who = {"operator_id": UUID(int=7), "operator_name": "Ann Lee", "reason": "Openings do not show", "minutes": 60}
        return Visit.objects.create(
            ticket_hash=ticket_hash,
            asked_at=at,
            enter_by=at + timedelta(seconds=60),
            began_at=at,
            until=at + timedelta(minutes=60),
            **who,
        )

    def _chart(self) -> None:
        dana, desk, ana = acting(Role.CLINICIAN), acting(Role.FRONT_DESK), self.known["Ana"]
        row = Relationship(patient=ana, other=self.known["Bea"], kind="SIB")
        self.known["relationship"] = particulars.add(patient=ana, row=row, by=desk, at=self.at)
        alert = warnings.add_alert(patient=ana, text="Falls", category="safety", severity="high", by=dana, at=self.at)
        allergy = {"substance": "Latex", "category": "", "criticality": "", "reaction": ""}
        self.known["alert"] = alert
        self.known["member"] = sight.join(ana, Role.ASSISTANT)
        self.known["allergy"] = warnings.add_allergy(patient=ana, values=allergy, by=dana, at=self.at)
        self.known["draft"] = notes.write(ana, by=dana)
        notes.park(self.known["draft"], by=dana)
        self.known["signed"] = notes.sign(ana, by=dana).note
        addenda.begin(note=self.known["signed"], by=dana, at=self.at)
        text = f"About {self.MARKERS['Ana'][1]}\n".encode()
        self.known["document"] = documents.add(ana, by=dana, content=text, file_name="letter.txt")
        self.known["picture"] = documents.add(ana, by=dana)

    def _import(self) -> None:
        """A file that waits, and one that was imported: its row is held because it sounds like Cora."""
        table = b"id,given name,family name,birth date,phone\n1,Corinna,Underhavin,1984-03-07,617-555-0199\n"
        by = acting(Role.OWNER)
        upload = io.BytesIO(table)
        upload.name = "people.csv"  # type: ignore[attr-defined]
        self.known["waiting"] = import_files.receive(file=upload, software="old", by=by, at=self.at)  # type: ignore[arg-type]
        other = io.BytesIO(table + b"\n")
        other.name = "again.csv"  # type: ignore[attr-defined]
        batch = import_files.receive(file=other, software="old", by=by, at=self.at)  # type: ignore[arg-type]
        plan = import_files.planned(batch, at=self.at)
        batch.state = "running"
        batch.save()
        running.run(
            batch=batch,
            plan=plan,
            stream=import_files.content_of(batch),
            by=by,
            at=self.at,
            tell=lambda _batch: None,
        )
        self.known["batch"] = batch
        self.known["held"] = batch.rows.to_review().first()

    def _webhook(self) -> None:
        told = {"name": "Lab", "url": "https://hooks.example.com/", "kinds": ["patient.registered"]}
        self.known["webhook"] = webhooks.add(**told, by=acting(Role.OWNER), at=self.at)
        self.known["delivery"] = webhooks.test(endpoint=self.known["webhook"], by=acting(Role.OWNER), at=self.at)

    def _money(self) -> None:
        ana = self.known["Ana"]
        self.known["fee"] = billing.fee()
        self.known["rate"] = tax_rates.add(
            name="VAT", percent=Decimal(19), valid_from=date(2026, 1, 1), by=billing.BILLER, at=self.at
        )
        booked = appointments.book(ana)
        visits.start(appointment=booked, by=appointments.DESK, at=booked.starts_at)
        self.known["appointment"] = visits.complete(appointment=booked, by=appointments.DESK, at=booked.starts_at)
        site = booked.location
        self.known["scanner"] = equipment.add(name="U1", kind="scan", location=site, by=appointments.ADMIN, at=self.at)
        far = date(2027, 5, 3)
        self.known["closure"] = providers.add_exception(
            location=site, first_day=far, last_day=far, by=appointments.ADMIN, at=self.at
        )
        self.known["exception"] = providers.add_exception(
            provider=booked.provider,
            first_day=self.at.date(),
            last_day=self.at.date(),
            by=appointments.ADMIN,
            at=self.at,
        )
        self.known["invoice"] = billing.invoice(ana, "100")
        self.known["invoice_draft"] = billing.draft(ana, "50")
        self.known["line"] = self.known["invoice_draft"].lines.first()
        self.known["payment"] = billing.pay(ana, "120", to={self.known["invoice"]: "60"})

    def _desks(self) -> None:
        """A desk that was counted and is open again, and one that is not open."""
        by, at = billing.BILLER, self.at
        desk = desks.add(name="Front desk", by=by, at=at)
        first = desks.open_desk(desk=desk, float_amount=Decimal(0), by=by, at=at)
        self.known["taken"] = billing.pay(self.known["Ana"], "10", desk=desk)
        counted = dict.fromkeys(("cash", "card", "transfer"), Decimal(0))
        self.known["cash_up"] = desks.close(opening=first, counted=counted, reason="Lost", key=uuid4(), by=by, at=at)
        self.known["opening"] = desks.open_desk(desk=desk, float_amount=Decimal(0), by=by, at=at)
        self.known |= {"desk": desk, "closed_desk": desks.add(name="Upstairs", by=by, at=at)}

    def argument(self, name: str, where: str) -> Any:
        """What stands for this part of an address."""
        return {
            "patient_id": lambda: self.people["Ana"],
            "note_id": lambda: self.known["signed" if "addenda" in where else "draft"].pk,
            "document_id": lambda: self.known["picture" if "preview" in where else "document"].pk,
            "member_id": lambda: self.known["member"].pk,
            "alert_id": lambda: self.known["alert"].pk,
            "allergy_id": lambda: self.known["allergy"].pk,
            "batch_id": lambda: self.known["batch"].pk,
            "held_id": lambda: self.known["held"].pk,
            "client_id": lambda: self.known["client"],
            "token": lambda: "unknown",
            "purpose": lambda: "reminders",
            "mail_id": lambda: self.known["mail"].pk,
            "invoice_id": lambda: self.known["invoice"].pk,
            "draft_id": lambda: self.known["invoice_draft"].pk,
            "line_id": lambda: self.known["line"].pk,
            "endpoint_id": lambda: self.known["webhook"].pk,
            "delivery_id": lambda: self.known["delivery"].pk,
            "appointment_id": lambda: self.known["appointment"].pk,
            "desk_id": lambda: self.known["desk"].pk,
            "cash_up_id": lambda: self.known["cash_up"].pk,
            "payment_id": lambda: self.known["payment"].pk,
            "place_id": lambda: self.known["appointment"].location_id,
            "provider_id": lambda: self.known["appointment"].provider_id,
            "exception_id": lambda: self.known["closure" if "closures" in where else "exception"].pk,
            "type_id": lambda: self.known["appointment"].type_id,
            "equipment_id": lambda: self.known["scanner"].pk,
            "list_id": lambda: self.known["fee"].fee_list_id,
            "rate_id": lambda: self.known["rate"].pk,
            "fee_id": lambda: self.known["fee"].pk,
            "row_id": lambda: self._row(where),
            "anomaly_id": lambda: self.known["anomaly"].pk,
            "visit_id": lambda: self.known["visit"].pk,
            "event_id": lambda: self.known["event"].pk,
            "handle": lambda: UUID(int=0),
            "pk": lambda: self.known["invitation" if "invitations" in where else "user"] if "2fa" not in where else 1,
            "object_id": lambda: self.known["invitation" if "invitation" in where else "user"],
            "content_type_id": lambda: 1,
            "app_label": lambda: "staff",
            "url": lambda: "nothing/",
            "key": lambda: "unknown",
            "uidb36": lambda: "1",
        }[name]()

    def _row(self, where: str) -> UUID:
        if "relationships" in where:
            return self.known["relationship"].pk
        part = next(part for part in ("contacts", "addresses", "identifiers") if part in where)
        return self.known[part].pk


# Requests beside the plain GET: method, path (with names of World in braces), body, whether htmx asks.
MORE: tuple[tuple[str, str, dict[str, str], bool], ...] = (
    ("get", "/patients/?q=Anazephyra", {}, False),
    ("get", "/patients/?q=Anazephyra", {}, True),
    ("get", "/patients/?q=1984-03-07", {}, True),
    ("get", "/search/?q=Corazimba", {}, True),
    ("get", "/search/?q=Corazimba", {}, False),
    ("get", "/patients/{Ana}/relationships/search/?q=Beatrixa", {}, True),
    ("post", "/patients/new/", {"given": "Corazimba", "family": "Underhaven"}, True),
    (
        "post",
        "/patients/new/",
        {
            "given": "Corazimba",
            "family": "Underhaven",
            "birth_date_year": "1984",
            "birth_date_month": "3",
            "birth_date_day": "7",
        },
        False,
    ),
    ("post", "/patients/{Ana}/identity/edit/", {}, False),
    ("post", "/patients/{Ana}/contacts/new/", {}, False),
    ("post", "/patients/{Ana}/addresses/new/", {}, False),
    ("post", "/patients/{Ana}/identifiers/new/", {}, False),
    ("post", "/patients/{Ana}/relationships/new/", {"other": "{Bea}"}, False),
    ("post", "/patients/{Ana}/alerts/new/", {}, False),
    ("post", "/patients/{Ana}/allergies/new/", {}, False),
    ("post", "/patients/{Ana}/error/", {"reason": "duplicate"}, False),
    ("post", "/patients/{Ana}/notes/new/", {}, False),
    ("post", "/patients/{Ana}/notes/{draft}/signature/", {"revision": "99"}, False),
    ("post", "/patients/{Ana}/notes/{draft}/error/", {}, False),
    ("post", "/patients/{Ana}/notes/{signed}/addenda/new/", {}, False),
    ("post", "/patients/{Ana}/documents/new/", {}, False),
    ("post", "/patients/{Ana}/documents/{document}/withdrawal/", {}, False),
    ("get", "/settings/import/{waiting}/", {}, False),
    ("get", "/billing/invoices/?state=all", {}, False),
    ("get", "/settings/audit/?patient=ANA-7781", {}, False),
    ("get", "/settings/audit/?what=patient.searched", {}, False),
    ("get", "/settings/audit/export/?patient=BEA-7782", {}, False),
    ("get", "/patients/{Bea}/accesses/?with_lists=on", {}, False),
    ("get", "/search/?q=2026-00001", {}, True),
    ("post", "/billing/drafts/{invoice_draft}/", {}, False),
    ("post", "/billing/invoices/{invoice}/send/", {}, False),
    ("post", "/billing/invoices/{invoice}/credit-note/", {}, False),
    ("post", "/billing/invoices/{invoice}/write-off/", {}, False),
    ("post", "/billing/payments/{payment}/refund/", {}, False),
    ("post", "/billing/patients/{Ana}/payments/new/", {}, False),
    ("get", "/api/v1/patients/?q=Anazephyra", {}, False),
    ("get", "/api/v1/appointments/?patient={Ana}", {}, False),
    ("get", "/api/v1/patients/?page_size=1", {}, False),
    ("get", "/api/v1/notes/?patient={Ana}", {}, False),
)


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern, str]]:
    """Every address that is not closed: as written, its pattern, and how its arguments are put in."""
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, where)
        else:
            rule = rule_for(pattern.callback)
            if rule is None or not rule.is_closed:
                yield where, pattern, where


def calls(world: World, urlconf: str) -> Iterator[Called]:
    """Every address asked once, then MORE."""
    asking = Asking(world)
    for where, _pattern, _written in addresses(import_module(urlconf).urlpatterns):
        yield asking.one("get", "/" + filled(where, world), {}, is_htmx=False)
    for method, path, body, is_htmx in MORE:
        ids = {name: getattr(row, "pk", row) for name, row in world.known.items()}
        sent = {name: value.format(**ids) for name, value in body.items()}
        yield asking.one(method, path.format(**ids), sent, is_htmx=is_htmx)


def filled(where: str, world: World) -> str:
    """The address with its arguments: `<uuid:patient_id>` and `(?P<key>...)` become values."""
    from re import sub

    def value(found: Any) -> str:
        return str(world.argument(found[1], where))

    where = sub(r"<(?:\w+:)?(\w+)>", value, sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: f"<{found[1]}>", where))
    return where.replace("^", "").replace("$", "").replace(".*", "nothing")


class Asking:
    """Asks as somebody who may: a clinician, else an owner; the API as a program with every scope."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = [client_at(world.clinic, role) for role in (Role.CLINICIAN, Role.OWNER)]
        self.program = Program(world.clinic, bearer(world.clinic, at=world.at))

    def one(self, method: str, path: str, body: dict[str, str], *, is_htmx: bool) -> Called:
        headers = {"HX-Request": "true"} if is_htmx else {}
        for web in [self.program.web] if path.startswith("/api/v1/") else self.people:
            if web is self.program.web:
                headers["Authorization"] = f"Bearer {self.program.token}"
            answer = (
                getattr(web, method)(path, body, headers=headers)
                if body
                else getattr(web, method)(path, headers=headers)
            )
            if answer.status_code not in (302, 403):
                break
        return Called(
            what=f"{method.upper()} {path}{' (htmx)' if is_htmx else ''}",
            status=answer.status_code,
            shown=self._shown(answer, ids=path.startswith("/api/v1/") and "audit-events" not in path),
            recorded=self._recorded(answer.headers["X-Request-Id"]),
            is_reading=method == "get" and answer.status_code == 200,
        )

    def _shown(self, answer: Any, *, ids: bool) -> set[str]:
        """Whose identity is in the answer; with `ids` also whose id, which to a program says who it is."""
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode("utf-8", "replace").casefold()
        markers = {
            name: [*words, *([str(self.world.people[name])] if ids else [])] for name, words in World.MARKERS.items()
        }
        return {name for name, words in markers.items() if any(word.casefold() in text for word in words)}

    def _recorded(self, request_id: str) -> set[str]:
        names = {str(pk): name for name, pk in self.world.people.items()}
        with entering(self.world.clinic):
            events = list(AuditEvent.objects.of_request(request_id))
        return {names[str(pk)] for event in events for pk in event.patient_ids if str(pk) in names}
