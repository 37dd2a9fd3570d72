"""Telling colleagues that somebody has a note open."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from clinics.kit.actor import Actor
from patients.charts.models import Note, NotePresence
from patients.charts.models.presence import PRESENT_FOR


def show(*, note: Note, by: Actor, at: datetime) -> NotePresence:
    """This person has the note open for writing now."""
    with transaction.atomic():
        found, is_new = NotePresence.objects.get_or_create(
            note=note,
            person_id=by.id,
            defaults={"person_name": by.name, "since": at, "seen_at": at},
        )
        if not is_new:
            if found.seen_at < at - PRESENT_FOR:
                found.since = at
            found.seen_at = at
            found.save()
    return found
