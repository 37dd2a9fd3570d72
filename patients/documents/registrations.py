"""What documents add to the page of a patient, and where else they count."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.events.registry import register_kinds
from clinics.events.standing import StandingWork, standing_work
from clinics.kit.actor import Actor
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from clinics.usage.meters import Meter, Period, meters
from patients import registries
from patients.documents.actions import seeding
from patients.documents.actions.documents import SCAN_OLD_TASK
from patients.documents.models import Document
from patients.models import Patient


def entries(*, patient: Patient, to: Actor, before: datetime | None, limit: int) -> Iterator[registries.TimelineEntry]:
    """One entry a document; one statement."""
    for document in Document.objects.about(patient.pk).visible_to(to).before(before).latest_first()[:limit]:
        yield registries.TimelineEntry(
            at=document.uploaded_at,
            title=document.title,
            icon="paper-clip",
            url=reverse("documents:document", kwargs={"patient_id": patient.pk, "document_id": document.pk}),
            meta=f"{document.get_category_display()} · {document.uploaded_by_name}",
            badge="" if document.is_current else _("Withdrawn"),
            badge_kind="" if document.is_current else "danger",
            struck=not document.is_current,
        )


def documented(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people have a document."""
    return set(Document.objects.filter(patient_id__in=ids).values_list("patient_id", flat=True))


def stored(_period: Period) -> int:
    """Bytes of all documents, withdrawn ones included, since they are kept."""
    return Document.objects.aggregate(total=Sum("size"))["total"] or 0


def register() -> None:
    meters.register(
        Meter(name="storage_bytes", label=_("Documents stored"), count=stored, is_stock=True, is_bytes=True, order=40)
    )
    say_what_happens()
    standing_work.register(StandingWork(name=SCAN_OLD_TASK, every=timedelta(hours=1)))
    sample_data.register(SampleData("documents", 30, seeding.fill))
    registries.timeline.register(
        registries.TimelineSource(
            name="documents", label=_("Documents"), entries=entries, permission=Permission.DOCUMENT_VIEW, order=20
        )
    )
    for name, label, url_name, icon, permission in (
        ("documents", _("Documents"), "documents:folder", "folder-open", Permission.DOCUMENT_VIEW),
        ("document", _("Add a document"), "documents:new", "arrow-up-tray", Permission.DOCUMENT_ADD),
    ):
        registries.page_actions.register(
            registries.PageAction(name=name, label=label, url_name=url_name, icon=icon, permission=permission, order=20)
        )
    registries.in_use.register(
        registries.UseReason(name="documented", label=_("given a document"), used=documented, order=20)
    )


def say_what_happens() -> None:
    register_kinds(
        _("Documents"),
        order=40,
        document__added=_("A document was added"),
        document__withdrawn=_("A document was withdrawn"),
    )
