"""One timeline out of all that apps tell of a person, and this app's own part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.kit.actor import Actor
from patients.models import Patient, PatientVersion
from patients.registries import TimelineEntry, timeline

ON_A_PAGE = 30

CHANGES: dict[str, str | Promise] = {
    "patient.registered": gettext_lazy("Registered"),
    "patient.identity_changed": gettext_lazy("Details changed"),
    "patient.contact_added": gettext_lazy("Contact added"),
    "patient.contact_changed": gettext_lazy("Contact changed"),
    "patient.contact_removed": gettext_lazy("Contact removed"),
    "patient.address_added": gettext_lazy("Address added"),
    "patient.address_changed": gettext_lazy("Address changed"),
    "patient.address_removed": gettext_lazy("Address removed"),
    "patient.identifier_added": gettext_lazy("Identifier added"),
    "patient.identifier_changed": gettext_lazy("Identifier changed"),
    "patient.identifier_removed": gettext_lazy("Identifier removed"),
    "patient.relationship_added": gettext_lazy("Related person added"),
    "patient.relationship_changed": gettext_lazy("Related person changed"),
    "patient.relationship_removed": gettext_lazy("Related person removed"),
    "patient.alert_added": gettext_lazy("Alert added"),
    "patient.alert_ended": gettext_lazy("Alert ended"),
    "patient.allergy_added": gettext_lazy("Allergy recorded"),
    "patient.allergy_changed": gettext_lazy("Allergy changed"),
    "patient.no_allergies_stated": gettext_lazy("No known allergies"),
    "patient.deactivated": gettext_lazy("Marked inactive"),
    "patient.reactivated": gettext_lazy("Marked active"),
    "patient.entered_in_error": gettext_lazy("Marked entered in error"),
}
ICONS = {
    "registered": "user-plus",
    "alert": "bell-alert",
    "allergy": "exclamation-triangle",
    "no": "check",
    "relationship": "users",
    "identifier": "identification",
    "address": "map-pin",
    "contact": "phone",
}


@dataclass(frozen=True)
class Facet:
    """One kind of entry to look at alone, or all."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Timeline:
    """Entries, latest first, and where older ones are."""

    entries: list[TimelineEntry]
    facets: list[Facet]
    older_url: str = ""


def timeline_of(patient: Patient, *, to: Actor, facet: str = "", before: datetime | None = None) -> Timeline:
    """The latest entries of one facet or of all; one loading per source."""
    sources = [source for source in timeline if to.may(source.permission)]
    chosen = [source for source in sources if source.name == facet] or sources
    limit = ON_A_PAGE + 1
    loaded = [source.entries(patient=patient, to=to, before=before, limit=limit) for source in chosen]
    found = list(islice(merge(*loaded, key=lambda entry: entry.at, reverse=True), limit))
    url = reverse("patients:patient", args=[patient.pk])
    current = chosen[0].name if len(chosen) == 1 and facet else ""
    facets = [Facet(_("Everything"), url, not current)]
    facets += [Facet(source.label, f"{url}?show={source.name}", source.name == current) for source in sources]
    older = f"{url}?show={current}&before={_moment(found[ON_A_PAGE - 1].at)}" if len(found) == limit else ""
    return Timeline(found[:ON_A_PAGE], facets if len(facets) > 2 else [], older)


def own_entries(*, patient: Patient, to: Actor, before: datetime | None, limit: int) -> Iterable[TimelineEntry]:
    """Changes of the record itself, without opening what was kept of it."""
    versions = PatientVersion.objects.filter(patient=patient).defer("snapshot").order_by("-at", "-number")
    if before is not None:
        versions = versions.filter(at__lt=before)
    return [_entry(version, patient) for version in versions[:limit]]


def change_label(change: str) -> str | Promise:
    """What a change is called."""
    return CHANGES.get(change, _("Changed"))


def _entry(version: PatientVersion, patient: Patient) -> TimelineEntry:
    subject = version.change.partition(".")[2].split("_")[0]
    text: Any = _("By import") if version.change == "patient.registered" and patient.source == "import" else ""
    return TimelineEntry(
        at=version.at,
        title=change_label(version.change),
        icon=ICONS.get(subject, "pencil-square"),
        url=f"{reverse('patients:history', args=[patient.pk])}#v{version.number}",
        meta=version.by_name,
        text=text,
    )


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
