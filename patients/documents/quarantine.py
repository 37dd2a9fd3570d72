"""Which documents are kept and not handed out, because of what a virus scanner says or did not say yet."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal
from patients.documents.models import Document, ScanState


class NotScannedYet(Refusal):
    code = "document_not_scanned_yet"
    sentence = _("This file is being checked for viruses. Try again in a minute.")


class IsInfected(Refusal):
    code = "document_is_infected"
    sentence = _(
        "The virus scanner found something harmful in this file, so it is not handed out. "
        "Ask for another copy, and withdraw this one."
    )
    status = 403


class CouldNotBeScanned(Refusal):
    code = "document_could_not_be_scanned"
    sentence = _(
        "The virus scanner could not look into this file, so it is not handed out. "
        "It may be too large for the scanner. Add it in smaller parts, or ask for another copy."
    )
    status = 403


REFUSALS: tuple[type[Refusal], ...] = (NotScannedYet, IsInfected, CouldNotBeScanned)
_WHY: dict[str, type[Refusal]] = {ScanState.INFECTED: IsInfected, ScanState.REFUSED: CouldNotBeScanned}


def state_of_new() -> ScanState:
    """Files wait for their scan where there is a scanner."""
    return ScanState.WAITING if settings.CLAMAV_ADDRESS else ScanState.NONE


def why_held(document: Document) -> type[Refusal] | None:
    """Why this document is not handed out; None when it is. Where the scanner was taken away nobody waits for it."""
    if document.scan == ScanState.WAITING and settings.CLAMAV_ADDRESS:
        return NotScannedYet
    return _WHY.get(document.scan)


def refuse_held(document: Document) -> None:
    """Raises one of REFUSALS for a document that is in quarantine."""
    if held := why_held(document):
        raise held
