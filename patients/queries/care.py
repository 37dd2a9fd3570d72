"""What pages about care teams, hidden and restricted records show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.places.models import Location, Workplace
from clinics.staff.models import SightPolicy, User
from clinics.staff.permissions import SEES_PATIENTS, Permission
from patients.models import BrokenGlass, CareTeamMember, Patient, Relationship, RestrictedChart
from patients.models.patient import PatientQuerySet
from patients.models.seeing import in_sight
from patients.queries import search
from patients.search_terms import Rank, parse_query

MOST_HIDDEN, LEAST_KNOWN = 5, 2


@dataclass(frozen=True)
class HiddenRow:
    """Somebody whose record is hidden, as far as it may be told: name and birth date, to know that it is them."""

    id: UUID
    name: str
    birth_date: date | None
    url: str


@dataclass(frozen=True)
class Seen:
    """Why a chart is seen though it might not be: until when through an emergency, and whether it is restricted."""

    until: datetime | None = None
    is_restricted: bool = False


def hidden_hits(text: str, *, to: Actor) -> list[HiddenRow]:
    """Hidden people who fit exactly what was typed, for those who may open them; nothing where nobody is hidden.

    Two things must be known of them, such as both names, or a name and the birth date.
    """
    if to.sight.is_whole or not to.may(Permission.BREAK_GLASS):
        return []
    if len(parse_query(text, current_clinic().country).wants) < LEAST_KNOWN:
        return []
    hits = search.find(text, to=to, limit=MOST_HIDDEN, among=openable(to)).hits
    return [hidden_row(hit.patient) for hit in hits if hit.rank == Rank.EXACT]


def openable(actor: Actor) -> PatientQuerySet:
    """Hidden people whose records an emergency may open."""
    return Patient.objects.hidden_from(actor).correct()


def rows_in_sight(model: type[Any], *, to: Actor) -> QuerySet[Any]:
    """Parts of records of this kind; of related people those who may be seen."""
    rows = model.objects.all()
    return in_sight(rows, to, patient="other", or_nobody=True) if model is Relationship else rows


def hidden_row(patient: Patient) -> HiddenRow:
    name = patient.name or _("Name not recorded")
    return HiddenRow(patient.pk, name, patient.birth_date, reverse("patients:emergency", args=[patient.pk]))


def seen(patient: Patient, *, to: Actor) -> Seen:
    """Nothing is asked where nobody is hidden; else two or three statements."""
    if to.sight.is_whole:
        return Seen()
    restricted = RestrictedChart.objects.filter(pk=patient.pk).exists()
    if Patient.objects.visible_without_glass_to(to).filter(pk=patient.pk).exists():
        return Seen(is_restricted=restricted)
    glass = BrokenGlass.objects.of(to).lasting().filter(patient=patient).order_by("-until").first()
    return Seen(glass.until if glass else None, restricted)


def was_hidden_from(patient: Patient, actor: Actor) -> bool:
    """Whether the record was restricted since this actor was known, so that they see it no more."""
    return not Patient.objects.visible_to(actor.minding_restricted()).filter(pk=patient.pk).exists()


def team_of(patient: Patient) -> QuerySet[CareTeamMember]:
    return patient.care_team.select_related("user", "patient")


def restriction_of(patient: Patient) -> RestrictedChart | None:
    return RestrictedChart.objects.filter(pk=patient.pk).first()


def restricted() -> list[RestrictedChart]:
    """All restricted charts with whose they are, for those who decide about them: the latest first."""
    return list(RestrictedChart.objects.select_related("patient").order_by("-at", "-pk"))


def sight_policy() -> SightPolicy:
    return SightPolicy.objects.current()


def people_at_work() -> list[User]:
    """Those whose sight may depend on where they work, by name."""
    people = User.objects.active().filter(role_assignments__role__in=SEES_PATIENTS)
    return list(people.distinct().order_by("name", "pk"))


def sites() -> list[Location]:
    return list(Location.objects.sites().active().in_order())


def workplaces() -> dict[UUID, list[UUID]]:
    """From person to the sites where they work."""
    found: dict[UUID, list[UUID]] = {}
    for user, site in Workplace.objects.values_list("user", "site"):
        found.setdefault(user, []).append(site)
    return found
