"""Opening a clinic: its row and hosts, keys, schema, first rows. Each step may run again.

A clinic that was interrupted stays in the state `onboarding`; the same call resumes it. Only one
process at a time works on a subdomain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinics.audit import actions as audit
from clinics.encryption.keysets import new_wrapped_keysets
from clinics.events import mail
from clinics.events.models import Job, JobState
from clinics.hosts import own_host
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState, DataKey, Domain
from clinics.onboarding import queries, samples, schema
from clinics.onboarding.orders import Order, Problem, problems_of, with_presets
from clinics.places.actions import locations
from clinics.staff.actions import invitations
from clinics.staff.models import Invitation, Policy
from clinics.staff.permissions import Role

SAMPLE_PATIENTS = 40
SAMPLE_JOB = "clinic.sample_data"

Tell = Callable[[str], None]


class CannotOpen(Refusal):
    """The order cannot be carried out; `problems` says why, one for each field."""

    code = "clinic-cannot-open"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem.sentence) for problem in problems), field=problems[0].field)


@dataclass(frozen=True)
class Opened:
    """The clinic and the link by which its first administrator joins."""

    clinic: Clinic
    invitation_link: str


def silently(_words: str | Promise) -> None:
    """Tell nobody."""


def checked(order: Order) -> Order:
    """The order completed from its country's presets. Raises CannotOpen, naming all that is wrong."""
    complete = with_presets(order)
    problems = [*problems_of(complete), *queries.taken(complete)]
    if problems:
        raise CannotOpen(problems)
    return complete


def open_clinic(*, order: Order, by: Actor, at: datetime, sample_data: bool = False, tell: Tell = silently) -> Opened:
    """Make the clinic or finish making it. Raises CannotOpen before anything is made."""
    checked(order)
    with schema.alone_with(order.subdomain):
        order = checked(order)
        clinic = register(order=order, by=by, at=at)
        tell(_("Registered as %(schema)s at %(url)s") % {"schema": clinic.schema_name, "url": clinic.base_url})
        ensure_keys(clinic)
        tell(_("Keys are made and wrapped"))
        schema.create(clinic.schema_name)
        tell(_("Schema, role, tables and rights are there"))
        with entering(clinic):
            if sample_data:
                fill_with_samples(clinic, by=by, at=at, tell=tell)
                tell(_("Sample data is filled in"))
            with translation.override(clinic.language):
                link = first_rows(clinic, order, by=by, at=at)
            tell(_("Policy is set, %(email)s is invited") % {"email": order.admin_email})
        activate(clinic, by=by, at=at)
        tell(_("Open"))
    return Opened(clinic, link)


def register(*, order: Order, by: Actor, at: datetime) -> Clinic:
    """Reserve subdomain, hosts and schema name in one transaction."""
    with entering_platform(), transaction.atomic():
        clinic = Clinic.objects.select_for_update().filter(subdomain=order.subdomain).first()
        if clinic is None:
            number = schema.next_number()
            clinic = Clinic(pk=number, subdomain=order.subdomain, schema_name=f"c_{number:06d}")
            audit.record(event="clinic.registered", by=by, at=at, subject=clinic)
        clinic.name, clinic.country, clinic.currency = order.name, order.country, order.currency
        clinic.language, clinic.time_zone = order.language, order.time_zone
        clinic.state_changed_at = at
        clinic.save()
        set_hosts(clinic, order)
        return clinic


def set_hosts(clinic: Clinic, order: Order) -> None:
    """Exactly the hosts ordered; the clinic's own one is canonical where it has one."""
    hosts = [own_host(order.subdomain), *filter(None, [order.host])]
    clinic.domains.exclude(domain__in=hosts).delete()
    for host in hosts:
        Domain.objects.get_or_create(domain=host, defaults={"tenant": clinic, "is_primary": False})
    clinic.domains.update(is_primary=False)
    clinic.domains.filter(domain=hosts[-1]).update(is_primary=True)
    clinic.forget_preloaded()


def ensure_keys(clinic: Clinic) -> None:
    """Make and wrap the clinic's keysets, once."""
    with entering_platform(), transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        if clinic.data_keys.exists():
            return
        DataKey.objects.bulk_create(
            DataKey(clinic=clinic, purpose=purpose, wrapped=wrapped)
            for purpose, wrapped in new_wrapped_keysets(clinic.schema_name).items()
        )
    clinic.forget_preloaded()


def fill_with_samples(clinic: Clinic, *, by: Actor, at: datetime, tell: Tell) -> None:
    """Fill the clinic with invented people, all or nothing, and never twice."""
    done = Job.objects.filter(kind=SAMPLE_JOB, state=JobState.DONE)
    with transaction.atomic():
        if done.exists():
            return
        samples.fill(samples.SampleOrder(patients=SAMPLE_PATIENTS, seed=clinic.pk, by=by, at=at, tell=tell))
        Job.objects.create(
            kind=SAMPLE_JOB,
            state=JobState.DONE,
            done=SAMPLE_PATIENTS,
            total=SAMPLE_PATIENTS,
            started_by=by.id,
            created_at=at,
            finished_at=at,
        )


def first_rows(clinic: Clinic, order: Order, *, by: Actor, at: datetime) -> str:
    """Write the policy and invite the owner; return the invitation link.

    Of an interrupted run, invitations and their mail are withdrawn: one link is valid, the last.
    """
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        locations.ensure_first_site(by=by, at=at)
        Invitation.objects.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
        mail.withdraw_waiting(purpose="invitation")
        audit.record(event="clinic.opened", by=by, at=at, subject=clinic)
        return invitations.invite(email=order.admin_email, roles=(Role.OWNER,), by=by, at=at).link


def activate(clinic: Clinic, *, by: Actor, at: datetime) -> None:
    with entering_platform(), transaction.atomic():
        clinic.state, clinic.state_changed_at = ClinicState.ACTIVE, at
        clinic.save(update_fields=["state", "state_changed_at"])
        audit.record(event="clinic.opened", by=by, at=at, subject=clinic)
