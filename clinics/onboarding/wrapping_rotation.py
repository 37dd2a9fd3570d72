"""Rotating the key that wraps every clinic's keys. (Action; see config/decisions/0022.)

With KMS the operator makes a new key, names it in `KMS_KEY_ID` and the earlier one in `KMS_PREVIOUS_KEY_ID`; then this
wraps everything anew. A local master key file takes a new key itself, and drops the earlier one at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import sleep

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from clinics.audit import actions as audit
from clinics.encryption import wrapping
from clinics.kit.actor import Actor
from clinics.kit.current import entering_platform
from clinics.models import Clinic
from clinics.onboarding import key_rotation, schema
from clinics.staff.adapters.factors import PLATFORM, again


def rotate(*, by: Actor, at: datetime, wait: float) -> Iterator[str]:
    """Wrap all that is wrapped by the key in use now; a line for each step. Raises KeysUnavailable.

    Killed anywhere, it goes on when it is asked again. `wait` is how long, in seconds, processes may use what they
    read before.
    """
    with schema.alone_with(PLATFORM):
        yield from _rotate_alone(by=by, at=at, wait=wait)


def _rotate_alone(*, by: Actor, at: datetime, wait: float) -> Iterator[str]:
    local = None if settings.KMS_KEY_ID else Path(settings.MASTER_KEY_FILE)
    if local:
        wrapping.add_master_key(local)
        yield _("The master key file has a new key.")
        sleep(wait)  # what was wrapped by the earlier key is committed by then
    with entering_platform():
        clinics = list(Clinic.objects.exclude(data_keys=None).order_by("subdomain"))
    for clinic in clinics:
        count = key_rotation.rewrap(clinic=clinic, by=by, at=at)
        yield _("%(name)s  %(count)s keysets wrapped anew") % {"name": clinic.subdomain, "count": count}
    yield _("%(count)s operators' second factors wrapped anew") % {"count": rewrap_operators(by=by, at=at)}
    if local:
        sleep(wait)  # nobody holds keysets as they were wrapped before
        wrapping.drop_earlier_master_keys(local)
        yield _("The earlier master key is destroyed.")


def rewrap_operators(*, by: Actor, at: datetime) -> int:
    """What operators' second factors are sealed with is the wrapping key itself."""
    count = 0
    with entering_platform(), transaction.atomic():
        for row in Authenticator.objects.select_for_update():
            if (data := again(row.data)) != row.data:
                row.data = data
                row.save(update_fields=["data"])
                count += 1
        audit.record(event="keys.operators_rewrapped", by=by, at=at)
    return count
