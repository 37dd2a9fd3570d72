"""Messages as their pages show them: what each is, how far it has come, and why no further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.events import addresses
from clinics.events.models import GONE_WRONG, MailReport, MailState, OutgoingMail, UndeliverableAddress
from clinics.events.models.outgoing_mail import OutgoingMailQuerySet
from clinics.kit.actor import Actor
from clinics.mail.registry import mail_kinds, mail_sight
from clinics.staff.permissions import Permission

S = MailState
RECENT = timedelta(days=7)
TROUBLE = "trouble"
BADGES = {
    S.WAITING: "info",
    S.SENT: "success",
    S.DELIVERED: "success",
    S.BOUNCED: "danger",
    S.COMPLAINED: "danger",
    S.FAILED: "danger",
    S.SUPPRESSED: "warning",
}
BOUNCES: dict[str, str | Promise] = {
    "Permanent": gettext_lazy("The other side refused it for good: there is no such mailbox, or it takes no mail."),
    "Transient": gettext_lazy("The other side could not take it for too long, as when a mailbox is full."),
}
HELD_BACK: dict[str, str | Promise] = {
    "bounced": gettext_lazy("Earlier mail to this address came back, so nothing is sent to it."),
    "complained": gettext_lazy("The reader marked earlier mail as spam, so nothing is sent to this address."),
}
REFUSED = gettext_lazy("The mail service refused the message. Whoever runs the platform can see why.")
UNREACHED = gettext_lazy("The mail service could not be reached, however often it was tried.")
FAILURES: dict[str, str | Promise] = {
    "withdrawn": gettext_lazy("It was withdrawn before it left."),
    **dict.fromkeys(("MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"), REFUSED),
}


@dataclass(frozen=True)
class Message:
    """One message in words."""

    mail: OutgoingMail
    kind: str | Promise
    badge: str
    why: str | Promise


@dataclass(frozen=True)
class MessagePage:
    """A message with what became of it, the latest last. `text` is there where mail is kept instead of sent."""

    message: Message
    reports: list[MailReport]
    copies: list[OutgoingMail]
    may_repeat: bool
    mark: UndeliverableAddress | None
    text: str


def log(*, to: Actor, state: str = "", purpose: str = "") -> OutgoingMailQuerySet:
    """What this reader may see, the latest first, of one state, or of all that did not arrive."""
    found = visible_to(to).for_log()
    if state:
        found = found.filter(state__in=GONE_WRONG if state == TROUBLE else [state])
    return found.filter(purpose=purpose) if purpose else found


def visible_to(actor: Actor) -> OutgoingMailQuerySet:
    """Mail to patients they see; what tells colleagues of their accounts is for those who manage them."""
    found = OutgoingMail.objects.all()
    for sight in mail_sight:
        found = sight.narrow(found, actor)
    if actor.may(Permission.STAFF_MANAGE):
        return found
    return found.filter(purpose__in=[kind.name for kind in mail_kinds if kind.is_to_patients])


def in_trouble(*, to: Actor, at: datetime) -> OutgoingMailQuerySet:
    """What did not arrive in the last days, the latest first."""
    return log(to=to, state=TROUBLE).filter(created_at__gt=at - RECENT)


def nothing() -> OutgoingMailQuerySet:
    return OutgoingMail.objects.none()


def in_words(mail: OutgoingMail) -> Message:
    return Message(mail, kind_of(mail), BADGES.get(S(mail.state), ""), why(mail))


def page_of(mail: OutgoingMail, *, at: datetime) -> MessagePage:
    """Three statements, and what it takes to know whether the message is still true."""
    kind = mail_kinds.get(mail.purpose) if mail.purpose in mail_kinds else None
    may_repeat = kind is not None and kind.is_still_true is not None and mail.state != S.WAITING
    return MessagePage(
        message=in_words(mail),
        reports=list(mail.reports.all()),
        copies=list(OutgoingMail.objects.filter(repeats=mail.pk).order_by("created_at")),
        may_repeat=may_repeat and kind is not None and kind.is_still_true(mail, at=at),  # type: ignore[misc]
        mark=addresses.mark_on(mail.to),
        text=mail.text if settings.IS_DEMO else "",
    )


def kind_of(mail: OutgoingMail) -> str | Promise:
    return mail_kinds.get(mail.purpose).label if mail.purpose in mail_kinds else gettext_lazy("About an account")


def why(mail: OutgoingMail) -> str | Promise:
    """Why it stands where it does, in a sentence; nothing for what needs no reason."""
    reasons: dict[str, str | Promise] = {
        S.BOUNCED: BOUNCES.get(mail.failure.partition(" ")[0], _("The other side sent it back.")),
        S.COMPLAINED: _("The reader marked it as spam. Nothing more is sent to this address."),
        S.SUPPRESSED: HELD_BACK.get(mail.failure, ""),
        S.FAILED: FAILURES.get(mail.failure, REFUSED if mail.reported_at else UNREACHED),
        S.WAITING: _("The mail service did not answer. It is tried again by itself.") if mail.tries else "",
        S.KEPT: _("Here mail is kept and shown instead of being sent."),
    }
    return reasons.get(mail.state, "")
