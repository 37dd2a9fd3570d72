"""Sessions and second factors, whose packages keep what is sealed in columns of their own, sealed by new keys."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction

from clinics.encryption import resealing
from clinics.encryption.keyring import CannotOpen, Keyring
from clinics.encryption.resealing import Resealer
from clinics.staff.adapters import factors
from clinics.staff.sessions import LABEL, SessionStore, handle_of


def sessions(newest: Keyring) -> Iterator[int]:
    """Sessions that nobody can open any more are left to their end."""
    rows = SessionStore.get_model_class().objects
    count = 0
    for key, data in list(rows.values_list("session_key", "session_data")):
        sealed, place = base64.b64decode(data), {"label": LABEL, "row": handle_of(key)}
        if resealing.is_sealed_by(newest, sealed, **place):
            continue
        try:
            renewed = base64.b64encode(resealing.again(sealed, **place)).decode()
        except CannotOpen:
            continue
        # Only what is still as it was: a session that went on meanwhile is sealed anew already.
        count += rows.filter(session_key=key, session_data=data).update(session_data=renewed)
    yield count


def second_factors(newest: Keyring) -> Iterator[int]:
    count = 0
    for key in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=key).first()
            if row is None or all(_is_new(newest, text) for text in factors.sealed_texts(row.data)):
                continue
            row.data = factors.again(row.data)
            row.save(update_fields=["data"])
            count += 1
    yield count


def _is_new(newest: Keyring, text: str) -> bool:
    return resealing.is_sealed_by(newest, base64.b64decode(text), label=factors.LABEL, row=factors.row_of(text))


def register() -> None:
    resealing.resealers.register(Resealer("sessions.Session", sessions))
    resealing.resealers.register(Resealer("mfa.Authenticator", second_factors))
