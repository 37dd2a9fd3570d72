"""Asking twice does a thing once: the `Idempotency-Key`.

The key, the act and its answer commit together. A second request with the same key waits for the
first, then gets its answer again; when the first was refused or broke off, nothing is kept and the
second is done anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from clinics.api.models import KeptAnswer
from clinics.api.requests import ApiRequest
from clinics.encryption import keyring
from clinics.kit.refusal import Refusal

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT_HEADERS = ("Location", "ETag")
SWEPT = 100  # outdated answers that go with one new one


class KeyMissing(Refusal):
    code = "idempotency_key_missing"
    sentence = _("Send an Idempotency-Key of your own, so that sending this again does it once.")
    status = 400


class KeyMalformed(Refusal):
    code = "idempotency_key_malformed"
    sentence = _("An Idempotency-Key has 1 to 200 visible ASCII characters.")
    status = 400


class KeyReused(Refusal):
    code = "idempotency_key_reused"
    sentence = _("This Idempotency-Key was used for another request. Use a new one.")
    status = 422


def asked(request: ApiRequest, *, is_needed: bool) -> str:
    """The key of this request, or nothing. Raises KeyMissing, KeyMalformed."""
    key = request.headers.get(HEADER)
    if key is None:
        if is_needed:
            raise KeyMissing
        return ""
    if not 1 <= len(key) <= LONGEST or not all("!" <= letter <= "~" for letter in key):
        raise KeyMalformed
    return key


def once(request: ApiRequest, key: str, act: Callable[[], Response]) -> Response:
    """Do it, or repeat what was answered when it was done. Raises KeyReused, and what `act` raises."""
    digest = keyring.current().token128("api.body", _fingerprint(request))
    actor_id, route = f"{request.actor.kind}:{request.actor.id}", f"{request.method} {request.path}"[:200]
    with transaction.atomic():
        _sweep(request)
        row = KeptAnswer(actor_id=actor_id, route=route, key=key, body_digest=digest, created_at=request.at)
        KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)  # waits for another with the same key
        kept = KeptAnswer.objects.select_for_update(no_key=True).get(actor_id=actor_id, route=route, key=key)
        if kept.pk != row.pk:
            return _again(kept, digest)
        answered = act()
        kept.status = answered.status_code
        headers = {name: answered[name] for name in KEPT_HEADERS if answered.has_header(name)}
        kept.answer = {"body": answered.data, "headers": headers}
        kept.save(update_fields=["status", "answer"])
    return answered


def _again(kept: KeptAnswer, digest: Any) -> Response:
    if kept.body_digest != digest:
        raise KeyReused
    answered: dict[str, Any] = kept.answer or {}
    headers = {**answered["headers"], "Idempotency-Replayed": "true"}
    return Response(answered["body"], status=kept.status, headers=headers)


def _sweep(request: ApiRequest) -> None:
    outdated = KeptAnswer.objects.outdated(request.at).order_by("created_at").values("pk")[:SWEPT]
    KeptAnswer.objects.filter(pk__in=outdated).delete()


def _fingerprint(request: ApiRequest) -> str:
    """SHA-256 of the body: of its bytes, or of the parts of a form and the bytes of its files."""
    digest = hashlib.sha256()
    if not request.FILES:
        digest.update(repr(sorted(_plain(request.data))).encode())
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, file in sorted(request.FILES.items()):
        digest.update(repr((name, file.name, file.size)).encode())
        for block in file.chunks():
            digest.update(block)
        file.seek(0)
    return digest.hexdigest()


def _plain(data: Any) -> list[str]:
    return [f"{name}={data[name]!r}" for name in data] if hasattr(data, "keys") else [repr(data)]
