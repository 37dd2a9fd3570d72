"""Kinds of mail: what each is called, and whether it may be sent again. Apps register theirs in `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from clinics.events.models import OutgoingMail
from clinics.events.models.outgoing_mail import OutgoingMailQuerySet
from clinics.kit.actor import Actor
from clinics.kit.registry import Registry


class StillTrue(Protocol):
    """Whether what the message says is still so."""

    def __call__(self, mail: OutgoingMail, /, *, at: datetime) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class MailKind:
    """`name` is the purpose of its messages. Without `is_still_true` it is never sent again from here.

    What does not go to patients goes to colleagues about their accounts.
    """

    name: str
    label: str | Promise
    is_to_patients: bool
    is_still_true: StillTrue | None = None
    order: int = 100


class Narrow(Protocol):
    """Of these messages those that are about nobody, or about somebody this actor sees; no statement of its own."""

    def __call__(self, mails: OutgoingMailQuerySet, actor: Actor, /) -> OutgoingMailQuerySet: ...


@dataclass(frozen=True, kw_only=True)
class MailSight:
    """Who knows which patients somebody sees."""

    name: str
    narrow: Narrow
    order: int = 100


mail_sight: Registry[MailSight] = Registry("whose mail somebody sees")
mail_kinds: Registry[MailKind] = Registry("kinds of mail")
