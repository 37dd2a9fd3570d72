"""What happened (domain events), what is to be sent (mail) and what is being worked on (jobs)."""

from clinics.events.models.domain_event import DomainEvent
from clinics.events.models.job import Job, JobState
from clinics.events.models.mail_report import MailReport, ReportKind
from clinics.events.models.outgoing_mail import GONE_WRONG, MailState, OutgoingMail
from clinics.events.models.undeliverable import UndeliverableAddress, UndeliverableCause

__all__ = [
    "GONE_WRONG",
    "DomainEvent",
    "Job",
    "JobState",
    "MailReport",
    "MailState",
    "OutgoingMail",
    "ReportKind",
    "UndeliverableAddress",
    "UndeliverableCause",
]
