"""Two people change one record: `ETag` says what was read, `If-Match` what is meant."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from clinics.api.requests import ApiRequest
from clinics.kit.refusal import Refusal

TAG = re.compile(r'(?:W/)?"([0-9]{1,9}(?:\.[0-9]{1,9})?)"')


class NoPrecondition(Refusal):
    code = "if_match_missing"
    sentence = _("Send If-Match with the ETag of the record as you read it.")
    status = 428


class Outdated(Refusal):
    code = "changed_meanwhile"
    sentence = _("Somebody else changed this meanwhile. Read it again, and change what stands now.")
    status = 412


def etag(version: int, revision: int | None = None) -> str:
    return f'"{version}"' if revision is None else f'"{version}.{revision}"'


def meant(request: ApiRequest) -> str:
    """The version that is meant, as in the ETag. Raises NoPrecondition, Outdated when it is not one of ours."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise NoPrecondition
    found = TAG.fullmatch(header)
    if found is None:
        raise Outdated
    return found[1]


def version_meant(request: ApiRequest) -> int:
    """The same for records whose ETag is a single number."""
    text = meant(request)
    if "." in text:
        raise Outdated
    return int(text)


def must_be(request: ApiRequest, current: str) -> None:
    """Refuse unless what is meant is what stands now. Raises NoPrecondition, Outdated."""
    if f'"{meant(request)}"' != current:
        raise Outdated
