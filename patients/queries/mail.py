"""Where a patient reads mail, and in which language."""

from __future__ import annotations

from django.conf import settings

from patients.models import ContactSystem, ContactUse, Patient


def mail_address(patient: Patient) -> str:
    """The first e-mail address that is still used, or nothing; one statement unless contacts were loaded."""
    current = (each for each in patient.contacts.all() if each.system == ContactSystem.EMAIL)
    return next((each.value for each in current if each.use != ContactUse.OLD), "")


def mail_language(patient: Patient) -> str:
    """The first of the patient's languages that we have words in, or nothing."""
    return next((code for code in patient.languages if code in dict(settings.LANGUAGES)), "")
