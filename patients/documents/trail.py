"""What events about documents are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="document.listed", did=_("saw the documents of %(about)s"), reads=True),
        S(name="document.viewed", did=_("opened a document of %(about)s"), reads=True, opens=True),
        S(name="document.previewed", did=_("saw the picture of a document of %(about)s"), reads=True, opens=True),
        S(
            name="document.downloaded",
            did=_("downloaded a document of %(about)s"),
            reads=True,
            opens=True,
            takes_out=True,
        ),
        S(name="document.added", did=_("added a document of %(about)s")),
        S(name="document.withdrawn", did=_("withdrew a document of %(about)s")),
        S(name="document.scanned", did=_("checked a document of %(about)s for viruses")),
        S(name="document.quarantined", did=_("put a document of %(about)s into quarantine")),
        S(name="document.preview_drawn", did=_("drew the picture of a document of %(about)s")),
    )
)
