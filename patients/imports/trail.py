"""What events about imports are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="import.received", did=_("sent a file of people to import")),
        S(name="import.answered", did=_("said how the file of an import is read")),
        S(name="import.ordered", did=_("ordered an import")),
        S(name="import.started", did=_("began an import")),
        S(name="import.finished", did=_("finished an import")),
        S(name="import.row_registered", did=_("registered %(about)s from an import")),
        S(name="import.row_identified", did=_("found %(about)s in an import to be here already")),
        S(name="import.errors_downloaded", did=_("downloaded what an import did not take"), takes_out=True),
        S(name="import.undo_ordered", did=_("ordered an import to be taken back")),
        S(name="import.undo_started", did=_("began to take an import back")),
        S(name="import.undone", did=_("took an import back")),
    )
)
