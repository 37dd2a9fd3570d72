"""Which addresses get mail: marking those that came back, and taking a mark away. (Actions and queries.)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from clinics.audit import actions as audit
from clinics.encryption import keyring
from clinics.events.models import UndeliverableAddress
from clinics.kit.actor import Actor

TOKEN = "mail-address"  # noqa: S105  the kind of a keyed token; part of every stored one, never to be changed


def folded(address: str) -> str:
    """How addresses are compared: hardly any mailbox tells capitals apart."""
    return address.strip().casefold()


def token_of(address: str) -> UUID:
    return keyring.current().token128(TOKEN, folded(address))


def marks_on(addresses: Iterable[str]) -> dict[str, UndeliverableAddress]:
    """The marks that stand on these addresses, by address as it was given; one statement, none for no address."""
    tokens = {address: token_of(address) for address in addresses}
    if not tokens:
        return {}
    found = {mark.token: mark for mark in UndeliverableAddress.objects.standing().with_tokens(tokens.values())}
    return {address: found[token] for address, token in tokens.items() if token in found}


def mark_on(address: str) -> UndeliverableAddress | None:
    return marks_on([address]).get(address)


def mark(*, address: str, cause: str, detail: str, mail_id: UUID, at: datetime) -> None:
    """Write to this address no more; one that is marked stays as it is."""
    row = UndeliverableAddress(token=token_of(address), cause=cause, detail=detail, mail_id=mail_id, since=at)
    row.address = address
    UndeliverableAddress.objects.bulk_create([row], ignore_conflicts=True)


def lift(*, mark: UndeliverableAddress, patient_id: UUID | None = None, by: Actor, at: datetime) -> None:
    """The address was corrected at its end: write to it again. A mark that was lifted meanwhile stays lifted."""
    with transaction.atomic():
        standing = UndeliverableAddress.objects.standing().select_for_update().filter(pk=mark.pk).first()
        if standing is None:
            return
        standing.lifted_at, standing.lifted_by_id, standing.lifted_by_name = at, by.id, by.name
        standing.save(update_fields=["lifted_at", "lifted_by_id", "lifted_by_name"])
        patients = [patient_id] if patient_id else []
        audit.record(event="mail_address.released", by=by, at=at, patients=patients, subject=standing)
