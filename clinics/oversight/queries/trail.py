"""The trail as people read it: asked for, in pages, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clinics.audit.models import AuditEvent, AuditSeal
from clinics.audit.models.event import AuditEventQuerySet
from clinics.audit.sentences import did, opening, reading, taking_out
from clinics.kit.actor import Actor, ActorKind
from clinics.oversight.queries.people import OPERATORS, Names
from clinics.oversight.registry import Named, named
from clinics.staff.permissions import label_of

ON_A_PAGE, COUNTED, MOST_PAGES = 50, 10_000, 200
READS, CHANGES, OPENS, TAKES_OUT = "reads", "changes", "opens", "downloads"
SOME = {READS: reading, OPENS: opening, TAKES_OUT: taking_out}
CHANNELS = {
    "page": _("page"),
    "api": _("program"),
    "task": _("background work"),
    "command": _("command"),
    "admin": _("administration"),
    "import": _("import"),
    "registration": _("page"),
}


@dataclass(frozen=True)
class Asked:
    """What of the trail somebody asks for. `what` is an event, or one of the kinds above."""

    since: datetime | None = None
    until: datetime | None = None
    who: str = ""
    what: str = ""
    patient: UUID | None = None
    request: str = ""


@dataclass(frozen=True)
class Entry:
    """One event for a reader."""

    event: AuditEvent
    who: str
    did: str
    patients: list[Named] = field(default_factory=list)

    @property
    def roles(self) -> str:
        return ", ".join(role_labels(self.event.actor_roles))

    @property
    def channel(self) -> str:
        """Through which door, in words."""
        return str(CHANNELS.get(self.event.channel, self.event.channel))


@dataclass(frozen=True)
class Page:
    """One page of entries; `count` is capped."""

    entries: list[Entry]
    number: int
    has_next: bool
    count: int
    is_capped: bool
    shown: frozenset[UUID] = frozenset()

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def events(asked: Asked) -> AuditEventQuerySet:
    """What was asked for, the latest first."""
    found = AuditEvent.objects.order_by("-at", "-pk")
    if asked.since:
        found = found.filter(at__gte=asked.since)
    if asked.until:
        found = found.filter(at__lt=asked.until)
    if asked.who == OPERATORS:
        found = found.filter(actor_kind=ActorKind.OPERATOR)
    elif asked.who:
        found = found.filter(actor_id=asked.who)
    if asked.patient:
        found = found.about(asked.patient)
    if asked.request:
        found = found.of_request(asked.request)
    if asked.what == CHANGES:
        return found.exclude(event__in=reading())
    if asked.what in SOME:
        return found.filter(event__in=SOME[asked.what]())
    return found.filter(event=asked.what) if asked.what else found


def page_of(asked: Asked, *, number: int, to: Actor) -> Page:
    """A page of what was asked for, in a fixed number of statements."""
    rows = events(asked)
    start = (number - 1) * ON_A_PAGE
    loaded = list(rows[start : start + ON_A_PAGE + 1])
    has_next = len(loaded) > ON_A_PAGE
    count = rows.order_by()[: COUNTED + 1].count() if has_next or number > 1 else len(loaded)
    entries, shown = entries_of(loaded[:ON_A_PAGE], to=to)
    return Page(
        entries=entries,
        number=number,
        has_next=has_next and number < MOST_PAGES,
        count=min(count, COUNTED),
        is_capped=count > COUNTED,
        shown=shown,
    )


def entries_of(
    loaded: Sequence[AuditEvent], *, to: Actor, are_named: bool = True
) -> tuple[list[Entry], frozenset[UUID]]:
    """Events in sentences, and who is named in them: patients by name where an event is about one alone."""
    alone = {event.patient_ids[0] for event in loaded if len(event.patient_ids) == 1}
    names, people = named(alone, to=to) if are_named else {}, Names(loaded)
    return [_entry(event, people, names) for event in loaded], frozenset(names)


def _entry(event: AuditEvent, people: Names, names: dict[UUID, Named]) -> Entry:
    known = [names[id] for id in event.patient_ids if id in names and len(event.patient_ids) == 1]
    about = known[0].label if known else counted(len(event.patient_ids))
    return Entry(event, people.who(event), did(event.event, about=about, subject=people.subject(event)), known)


def counted(count: int) -> str:
    """Patients by their number."""
    if count == 0:
        return gettext("nobody")
    return ngettext("a patient", "%(count)s patients", count) % {"count": count}


def one(event: AuditEvent, *, to: Actor) -> tuple[Entry, frozenset[UUID], int]:
    """One event with everybody it is about by name, who is named, and the number of its seal (0 while it waits)."""
    names = named(event.patient_ids, to=to)
    people = Names([event])
    about = (
        next(iter(names.values())).label if len(event.patient_ids) == 1 and names else counted(len(event.patient_ids))
    )
    said = did(event.event, about=about, subject=people.subject(event))
    seal = AuditSeal.objects.filter(event_id=event.pk).values_list("sequence", flat=True).first()
    return Entry(event, people.who(event), said, list(names.values())), frozenset(names), seal or 0


def role_labels(roles: Iterable[str]) -> list[str]:
    """Roles as people call them."""
    return [label_of(role) for role in roles]


def event_of(pk: UUID) -> AuditEvent | None:
    return AuditEvent.objects.filter(pk=pk).first()
