"""What events about notes are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="note.viewed", did=_("read a note about %(about)s"), reads=True, opens=True),
        S(name="note.listed", did=_("saw notes about %(about)s in a list"), reads=True),
        S(name="note.started", did=_("began a note about %(about)s")),
        S(name="note.drafted", did=_("wrote on a note about %(about)s")),
        S(name="note.draft_parked", did=_("kept a second text of a note about %(about)s")),
        S(name="note.parked_text_dropped", did=_("dropped a second text of a note about %(about)s")),
        S(name="note.signed", did=_("signed a note about %(about)s")),
        S(name="note.addendum_drafted", did=_("wrote on an addendum about %(about)s")),
        S(name="note.addendum_signed", did=_("signed an addendum about %(about)s")),
        S(name="note.entered_in_error", did=_("marked a note about %(about)s as entered in error")),
    )
)
