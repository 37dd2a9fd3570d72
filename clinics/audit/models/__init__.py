"""The trail: insert-only by privilege, without foreign keys."""

from clinics.audit.models.event import AuditEvent
from clinics.audit.models.seal import AuditSeal

__all__ = ["AuditEvent", "AuditSeal"]
