"""Where a patient reads mail, in which language, and how they end it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from clinics.events.models.outgoing_mail import OutgoingMailQuerySet
from clinics.kit import signed_links
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from patients.models import ContactSystem, ContactUse, MailPurpose, Patient
from patients.models.seeing import in_sight


def mail_address(patient: Patient) -> str:
    """The first e-mail address that is still used, or nothing; one statement unless contacts were loaded."""
    current = (each for each in patient.contacts.all() if each.system == ContactSystem.EMAIL)
    return next((each.value for each in current if each.use != ContactUse.OLD), "")


def mail_in_sight(mails: OutgoingMailQuerySet, actor: Actor, /) -> OutgoingMailQuerySet:
    """Messages about nobody, and about people whom this actor sees."""
    return in_sight(mails, actor, patient="patient_id", or_nobody=True)


def mail_language(patient: Patient) -> str:
    """The first of the patient's languages that we have words in, or nothing."""
    return next((code for code in patient.languages if code in dict(settings.LANGUAGES)), "")


def unsubscribe_link(patient_id: UUID, purpose: MailPurpose) -> str:
    """Where one request, without signing in, ends mail of this purpose to this person."""
    token = signed_links.sign(patient_id, use=use_of(purpose))
    path = reverse("unsubscribe:page", args=[purpose.value, token], urlconf=settings.ROOT_URLCONF)
    return f"{current_clinic().base_url}{path}"


def unsubscribing(token: str, purpose: str) -> Patient | None:
    """Whom a link of this purpose was made for; None for a wrong link and for nobody alike."""
    try:
        patient_id = signed_links.read(token, use=use_of(MailPurpose(purpose)))
    except (signed_links.WrongLink, ValueError):
        return None
    return Patient.objects.correct().filter(pk=patient_id).first()


def use_of(purpose: MailPurpose) -> str:
    return f"unsubscribe.{purpose.value}"
