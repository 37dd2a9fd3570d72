"""What a patient's page shows to one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinics.events.addresses import marks_on
from clinics.events.models import UndeliverableAddress
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.phones import read_phone
from clinics.staff.permissions import Permission
from patients.languages import language_name
from patients.models import (
    INVERSE,
    Address,
    Alert,
    AllergyIntolerance,
    ContactPoint,
    ContactSystem,
    MailPurpose,
    Patient,
    RelationKind,
    Relationship,
)
from patients.models.seeing import in_sight
from patients.queries.banner import Banner, banner_of, by_criticality, phone_shown
from patients.queries.timeline import Timeline, timeline_of
from patients.registries import PageAction, PageSection, page_actions, sections


@dataclass(frozen=True)
class Related:
    """A related person as this chart shows them; `url` when they are a patient, `edit_url` when recorded here."""

    id: UUID | None
    name: str
    kind: str
    phone: str
    url: str
    edit_url: str
    is_emergency_contact: bool
    is_household: bool


@dataclass(frozen=True)
class Reachable:
    """A contact with how it is written and dialled."""

    row: ContactPoint
    shown: str
    href: str
    mark: UndeliverableAddress | None = None


@dataclass(frozen=True)
class ShownAddress:
    """An address as it is written in its country."""

    row: Address
    shown: str


@dataclass(frozen=True)
class LoadedSection:
    """A card of another app, ready to show."""

    section: PageSection
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """Something to do from here."""

    label: str | Promise
    url: str
    icon: str
    shortcut: str = ""


@dataclass(frozen=True)
class ChartPage:
    """A patient with everything around the timeline."""

    patient: Patient
    banner: Banner
    timeline: Timeline
    facts: list[dict[str, Any]]
    related: list[Related]
    contacts: list[Reachable]
    addresses: list[ShownAddress]
    alerts: list[Alert] = field(default_factory=list)
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    sections: list[LoadedSection] = field(default_factory=list)
    actions: list[Link] = field(default_factory=list)
    may_edit: bool = False

    @property
    def declined(self) -> list[str | Promise]:
        """Which mail this person does not want."""
        return [purpose.label for purpose in MailPurpose if not self.patient.wants(purpose)]

    @property
    def shown_people(self) -> list[UUID]:
        """Everybody who can be recognised on the page."""
        return [self.patient.pk, *(related.id for related in self.related if related.id)]


def chart_page(
    patient: Patient, *, to: Actor, at: datetime, facet: str = "", before: datetime | None = None
) -> ChartPage:
    """Put the page together from a patient loaded `with_record()`."""
    alerts, allergies = list(patient.alerts.active()), by_criticality(patient.allergies.active())
    offered = [] if patient.is_in_error else [action for action in page_actions if to.may(action.permission)]
    may_edit = to.may(Permission.PATIENT_EDIT) and not patient.is_in_error
    return ChartPage(
        patient=patient,
        banner=banner_of(patient, at=at, alerts=alerts, allergies=allergies),
        alerts=alerts,
        allergies=allergies,
        addresses=[ShownAddress(each, each.shown_in(current_clinic().country)) for each in patient.addresses.all()],
        contacts=_contacts(patient),
        timeline=timeline_of(patient, to=to, facet=facet, before=before),
        facts=facts_of(patient),
        related=related_to(patient, to=to),
        sections=[
            LoadedSection(section, section.load(patient=patient, to=to, at=at))
            for section in sections
            if to.may(section.permission)
        ],
        actions=[_link(action, patient) for action in offered],
        may_edit=may_edit,
    )


def _contacts(patient: Patient) -> list[Reachable]:
    """How the patient is reached, and where mail does not arrive; one statement where there is an e-mail address."""
    contacts = list(patient.contacts.all())
    marks = marks_on(each.value for each in contacts if each.system == ContactSystem.EMAIL)
    return [_reachable(each, marks) for each in contacts]


def _reachable(contact: ContactPoint, marks: Mapping[str, UndeliverableAddress]) -> Reachable:
    if contact.system == ContactSystem.EMAIL:
        return Reachable(contact, contact.value, f"mailto:{contact.value}", marks.get(contact.value))
    phone = read_phone(contact.value, current_clinic().country)
    return Reachable(contact, phone_shown(contact.value), f"tel:{phone.number}" if phone else "")


def facts_of(patient: Patient) -> list[dict[str, Any]]:
    """What the details card lists; the banner says the rest."""
    language = get_language() or "en"
    facts = [
        {"label": _("Languages"), "value": ", ".join(language_name(code, language) for code in patient.languages)},
        {"label": _("Marital status"), "value": patient.get_marital_status_display() if patient.marital_status else ""},
    ]
    if patient.prefix:
        facts.append({"label": _("Title"), "value": patient.prefix})
    if patient.former_names:
        facts.append({"label": _("Former names"), "value": patient.former_names})
    if patient.deceased_on:
        facts.append({"label": _("Died"), "value": patient.deceased_on})
    return facts


def related_to(patient: Patient, *, to: Actor) -> list[Related]:
    """People recorded on this chart, and those on whose charts this person is, as far as they may be seen."""
    rows = in_sight(in_sight(Relationship.objects.on_chart_of(patient.pk), to), to, patient="other", or_nobody=True)
    found = [_own(row) if row.patient_id == patient.pk else _inverse(row) for row in rows]
    seen: dict[str, Related] = {}
    for related in sorted(found, key=lambda each: not each.edit_url):
        seen.setdefault(related.url or f"{related.name} {related.edit_url}", related)
    return sorted(seen.values(), key=lambda each: (not each.is_emergency_contact, not each.is_household, each.name))


def _own(row: Relationship) -> Related:
    return Related(
        id=row.other_id,
        name=row.other.name if row.other else row.name,
        kind=str(row.get_kind_display()),
        phone=phone_shown(row.phone) if row.phone else "",
        url=reverse("patients:patient", args=[row.other_id]) if row.other_id else "",
        edit_url=reverse("patients:relationship", args=[row.patient_id, row.pk]),
        is_emergency_contact=row.is_emergency_contact,
        is_household=row.is_household,
    )


def _inverse(row: Relationship) -> Related:
    """The same relation from the other chart: whoever is the mother here has a child there."""
    return Related(
        id=row.patient_id,
        name=row.patient.name,
        kind=str(RelationKind(INVERSE.get(row.kind, row.kind)).label),
        phone="",
        url=reverse("patients:patient", args=[row.patient_id]),
        edit_url="",
        is_emergency_contact=False,
        is_household=row.is_household,
    )


def _link(action: PageAction, patient: Patient) -> Link:
    return Link(action.label, reverse(action.url_name, kwargs={"patient_id": patient.pk}), action.icon, action.shortcut)
