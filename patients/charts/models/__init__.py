from patients.charts.models.draft import DraftPurpose, NoteDraft
from patients.charts.models.note import Note, NoteErrorReason, NoteStatus
from patients.charts.models.presence import NotePresence
from patients.charts.models.version import NoteVersion

__all__ = ["DraftPurpose", "Note", "NoteDraft", "NoteErrorReason", "NotePresence", "NoteStatus", "NoteVersion"]
