"""What happened (domain events), what is to be sent (mail) and what is being worked on (jobs)."""

from clinics.events.models.domain_event import DomainEvent
from clinics.events.models.job import Job, JobState
from clinics.events.models.outgoing_mail import MailState, OutgoingMail

__all__ = ["DomainEvent", "Job", "JobState", "MailState", "OutgoingMail"]
