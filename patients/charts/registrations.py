"""What notes add to the page of a patient, and where else they count."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.events.registry import register_kinds
from clinics.home.registry import COUNTED, TodayItem, TodayPanel, today_panels
from clinics.kit.actor import Actor
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from patients import registries
from patients.charts.actions import seeding
from patients.charts.models import Note
from patients.charts.queries.notes import unsigned_of
from patients.models import Patient

ON_TODAY = COUNTED + 1
BADGES = {
    "draft": (gettext_lazy("Draft, not signed"), "warning"),
    "signed": (gettext_lazy("Signed"), "success"),
    "entered_in_error": (gettext_lazy("Entered in error"), "danger"),
}


def entries(*, patient: Patient, to: Actor, before: datetime | None, limit: int) -> Iterator[registries.TimelineEntry]:
    """One entry a note, without its words; one statement."""
    for note in Note.objects.about(patient.pk).visible_to(to).before(before).latest_first()[:limit]:
        badge, badge_kind = BADGES[note.status]
        yield registries.TimelineEntry(
            at=note.occurred_at,
            title=note.get_kind_display(),
            icon="pencil-square" if note.is_draft else "document-text",
            url=reverse("charts:note", kwargs={"patient_id": patient.pk, "note_id": note.pk}),
            meta=_("begun by %(name)s") % {"name": note.author_name},
            badge=badge,
            badge_kind=badge_kind,
            struck=note.is_in_error,
        )


def unsigned(*, by: Actor, at: datetime) -> list[TodayItem]:
    """This person's unsigned notes, the longest waiting first; one statement."""
    return [
        TodayItem(
            label=note.patient.name or _("Name not recorded"),
            url=reverse("charts:note", kwargs={"patient_id": note.patient_id, "note_id": note.pk}),
            detail=note.get_kind_display(),
            moment=note.occurred_at,
            patients=(note.patient_id,),
        )
        for note in unsigned_of(by)[:ON_TODAY]
    ]


def charted(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people have a note."""
    return set(Note.objects.filter(patient_id__in=ids).values_list("patient_id", flat=True))


def register() -> None:
    say_what_happens()
    sample_data.register(SampleData("notes", 20, seeding.fill))
    today_panels.register(
        TodayPanel(
            name="unsigned_notes",
            title=gettext_lazy("My unsigned notes"),
            load=unsigned,
            permission=Permission.NOTE_WRITE,
            empty=gettext_lazy("All your notes are signed."),
            order=40,
        )
    )
    registries.timeline.register(
        registries.TimelineSource(
            name="notes",
            label=gettext_lazy("Notes"),
            entries=entries,
            permission=Permission.CHART_VIEW,
            order=10,
        )
    )
    registries.page_actions.register(
        registries.PageAction(
            name="note",
            label=gettext_lazy("New note"),
            url_name="charts:new",
            icon="pencil-square",
            permission=Permission.NOTE_WRITE,
            order=10,
        )
    )
    registries.in_use.register(
        registries.UseReason(name="charted", label=gettext_lazy("written about in a note"), used=charted, order=10)
    )


def say_what_happens() -> None:
    register_kinds(
        gettext_lazy("Notes"),
        order=30,
        note__signed=gettext_lazy("A note was signed"),
        note__addendum_signed=gettext_lazy("An addendum was signed"),
        note__entered_in_error=gettext_lazy("A note was marked as an error"),
    )
