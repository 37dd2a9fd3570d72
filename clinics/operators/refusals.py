"""Why an operator does not get into a clinic."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal


class ReasonTooShort(Refusal):
    code = "visit-reason-too-short"
    sentence = _("Say in a few words what you will do there and who asked for it. The clinic reads it.")


class UnreasonableVisit(Refusal):
    code = "unreasonable-visit"
    sentence = _("A visit lasts 15, 30 or 60 minutes.")


class NotATicketNumber(Refusal):
    code = "not-a-ticket-number"
    sentence = _("A ticket number has letters, digits, dots, dashes, # and / only.")


class ClinicNotOpen(Refusal):
    code = "visit-clinic-not-open"
    sentence = _("This clinic is not open, so nobody can enter it.")


class VisitsForbidden(Refusal):
    code = "visits-forbidden"
    sentence = _(
        "This clinic does not let operators in. Its administrators can allow it under Settings, How people sign in."
    )
    status = 403


class TicketRefused(Refusal):
    """One answer for a ticket that was invented, shown before, shown late, or was meant for another clinic."""

    code = "visit-ticket-refused"
    sentence = _("This way in is worth nothing here, or no more. Start again at the platform.")
    status = 403
