"""Sending an invoice as a link, and opening it: the mail says that there is one, and no more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.actions import papers
from billing.actions.ledger import lock_account
from billing.models import Invoice, InvoiceLink
from clinics.audit import actions as audit
from clinics.events import addresses, mail
from clinics.events.actions import publish
from clinics.kit import signed_links
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.models import ContactPoint, ContactSystem, MailPurpose, Patient
from patients.queries.mail import mail_language, unsubscribe_link

GOOD_FOR = timedelta(days=30)
WRONG_IN_A_ROW = 5
REST = timedelta(hours=1)
PURPOSE = "invoice"
SAME_CLICK = timedelta(seconds=30)


class NoBirthDate(Refusal):
    code = "birth_date_not_recorded"
    sentence = _("The link asks for the patient's birth date, and none is recorded. Record it first.")


class NotTheirAddress(Refusal):
    code = "not_their_address"
    sentence = _("Choose an e-mail address that is recorded for this patient.")
    status = 422


class CameBack(Refusal):
    code = "mail_came_back"
    sentence = _("Mail to this address came back. Check it with the patient, or hand out the PDF.")


class NotWanted(Refusal):
    code = "mail_not_wanted"
    sentence = _("This person does not want invoices by mail. Ask them, or hand out the PDF.")


class LinkGone(Refusal):
    """One refusal for what is unknown, of another clinic, too old or tried too often: it says nothing about which."""

    code = "invoice_link_gone"
    sentence = _("This link opens nothing any more. Ask the clinic to send you a new one.")
    status = 410


class LinkResting(Refusal):
    code = "invoice_link_resting"
    sentence = _("There were too many tries. Try again in an hour, or ask the clinic.")
    status = 429


class WrongDate(Refusal):
    code = "birth_date_not_right"
    sentence = _("This is not the date that the clinic has. Look at it once more.")
    status = 422


def send(*, invoice: Invoice, to: str, by: Actor, at: datetime) -> InvoiceLink:
    """Mail a link to one of the patient's own addresses; a second click finds the one that was just sent.

    Raises NoBirthDate, NotTheirAddress, NotWanted, CameBack.
    """
    patient = invoice.patient
    if patient.birth_date is None:
        raise NoBirthDate
    if to not in addresses_of(patient):
        raise NotTheirAddress(field="to")
    if not patient.wants(MailPurpose.INVOICES):
        raise NotWanted(field="to")
    if addresses.mark_on(to):
        raise CameBack(field="to")
    with transaction.atomic():
        lock_account(invoice.patient_id, at=at)
        if just_sent := _just_sent(invoice, to, at=at):
            return just_sent
        link = InvoiceLink.objects.create(
            invoice=invoice, to=to, sent_at=at, sent_by_id=by.id, sent_by_name=by.name, expires_at=at + GOOD_FOR
        )
        mail.write(
            template="billing/mail/invoice",
            purpose=PURPOSE,
            to=to,
            patient_id=invoice.patient_id,
            language=mail_language(patient),
            context={"link": address_of(link), "until": link.expires_at},
            unsubscribe=unsubscribe_link(patient.pk, MailPurpose.INVOICES),
            at=at,
        )
        audit.record(event="invoice.sent", by=by, at=at, patients=[invoice.patient_id], subject=invoice)
        publish(kind="invoice.sent", ids={"invoice": invoice.pk, "patient": invoice.patient_id}, at=at)
    return link


def addresses_of(patient: Patient) -> list[str]:
    """The patient's e-mail addresses in use, the preferred one first."""
    found = ContactPoint.objects.filter(patient=patient, system=ContactSystem.EMAIL)
    return [contact.value for contact in found if not contact.is_old]


def find(*, token: str, at: datetime) -> InvoiceLink:
    """The link that this token is of. Raises LinkGone."""
    try:
        link = InvoiceLink.objects.filter(pk=signed_links.read(token, use=PURPOSE)).first()
    except signed_links.WrongLink as wrong:
        raise LinkGone from wrong
    if link is None or not link.is_good(at):
        raise LinkGone
    return link


def open_paper(*, token: str, birth_date: date, by: Actor, at: datetime) -> tuple[Invoice, bytes]:
    """The invoice as PDF for who knows the birth date. Raises LinkGone, LinkResting, WrongDate, NotPrinted.

    While it rests, the right date is refused like any other. Who opens it is recorded as the patient.
    """
    known = find(token=token, at=at)
    with transaction.atomic():
        link = InvoiceLink.objects.select_for_update(no_key=True).get(pk=known.pk)
        if not link.is_good(at):
            raise LinkGone
        if link.is_resting(at):
            raise LinkResting
        invoice = Invoice.objects.for_paper().select_related("patient").get(pk=link.invoice_id)
        is_right = invoice.patient.birth_date == birth_date
        if not is_right:
            _tried(link, by=by, at=at)
    if not is_right:
        raise WrongDate(field="birth_date")
    reader = Actor(ActorKind.PATIENT, str(invoice.patient_id), origin=by.origin)
    made = papers.invoice_pdf(invoice=invoice, by=reader, at=at)
    if link.opened_at is None:
        InvoiceLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at)
    return invoice, made


def address_of(link: InvoiceLink) -> str:
    """Where the link leads; its token is signed for this clinic alone."""
    return f"{current_clinic().base_url}{reverse('invoice_link', args=[signed_links.sign(link.pk, use=PURPOSE)])}"


def _just_sent(invoice: Invoice, to: str, *, at: datetime) -> InvoiceLink | None:
    sent = InvoiceLink.objects.filter(invoice=invoice, sent_at__gt=at - SAME_CLICK, sent_at__lte=at)
    return next((link for link in sent if link.to == to), None)


def _tried(link: InvoiceLink, *, by: Actor, at: datetime) -> None:
    link.wrong += 1
    if link.wrong % WRONG_IN_A_ROW == 0:
        link.closed_until = at + REST
    link.save(update_fields=["wrong", "closed_until"])
    audit.record(event="invoice.link_refused", by=by, at=at, subject=link)
