"""Is a clinic as it should be? Each probe looks at the real thing and says what to do where it is not.

All of them run inside the clinic, as its own role; none leaves anything behind.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from clinics import hosts
from clinics.encryption import keyring
from clinics.encryption.keyring import CannotOpen
from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit import roles
from clinics.kit.current import current_clinic, entering_platform
from clinics.kit.ids import new_id
from clinics.kit.starting import check_before_serving
from clinics.kit.storage_failures import STORAGE_FAILURES
from clinics.models import Clinic, Domain
from clinics.onboarding.orders import is_host_name
from clinics.onboarding.schema import template_migrations
from clinics.staff.models import Invitation, Policy, User
from clinics.staff.permissions import Role

LABEL = "onboarding.probe"
log = structlog.get_logger("polyclinic.onboarding")
OTHERS = 3  # clinics that the isolation probe knocks at


@dataclass(frozen=True)
class Finding:
    """What a probe saw. `words` says what is so, or what to do."""

    name: str
    is_right: bool
    words: str | Promise


class Wrong(Exception):
    """What a probe looked at is not right; the text says what to do."""


Resolves = Callable[[str], bool]


def dns_knows(host: str) -> bool:
    try:
        return bool(socket.getaddrinfo(host, None))
    except OSError:
        return False


def findings(*, at: datetime, resolves: Resolves = dns_knows) -> Iterator[Finding]:
    """Every probe of the current clinic, in order; a surprise in one is that one's finding."""
    probes: dict[str, Callable[[], str]] = {
        "role": role,
        "path": path,
        "key": key,
        "host": lambda: host(resolves),
        "mail": mail,
        "storage": storage,
        "sign-in": lambda: sign_in(at),
        "isolation": isolation,
    }
    for name, probe in probes.items():
        try:
            yield Finding(name, True, probe())
        except Wrong as wrong:
            yield Finding(name, False, str(wrong))
        except Exception as failure:  # whatever is broken, the others are still looked at
            log.exception("A probe broke", probe=name)
            yield Finding(name, False, f"{type(failure).__name__}: {_('see the server’s log, then check again.')}")


def ask(statement: str | sql.Composed) -> tuple[Any, ...]:
    """The one row of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def role() -> str:
    wanted = roles.clinic_role(current_clinic().schema_name)
    current, signed_in = ask("SELECT current_user::text, session_user::text")
    if current != wanted:
        raise Wrong(_("Works as %(current)s, not as %(wanted)s. Run prepare_database, then restart the processes.")
                    % {"current": current, "wanted": wanted})  # fmt: skip
    strong = ask(
        "SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole OR (rolname = session_user AND rolinherit))"
        " FROM pg_roles WHERE rolname IN (current_user, session_user)"
    )
    if strong[0]:
        raise Wrong(_("%(role)s may do too much. Name another user in DATABASE_URL and run prepare_database.")
                    % {"role": signed_in})  # fmt: skip
    return _("%(role)s, entered by %(login)s, which has no rights itself") % {"role": current, "login": signed_in}


def path() -> str:
    schema = current_clinic().schema_name
    (schemas,) = ask("SELECT current_schemas(false)::text[]")
    if schemas != [schema]:
        raise Wrong(_("The search path is %(path)s instead of %(schema)s alone. Restart the processes.")
                    % {"path": schemas, "schema": schema})  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        missing = template_migrations() - set(cursor.fetchall())
    if missing:
        raise Wrong(_("%(count)s migrations have not run here. Run migrate_schemas.") % {"count": len(missing)})
    return _("%(schema)s alone, all migrations applied") % {"schema": schema}


def key() -> str:
    try:
        keys = keyring.current()
        probe_id = new_id()
        is_right = keys.open(keys.seal(b"probe", label=LABEL, row=probe_id), label=LABEL, row=probe_id) == b"probe"
    except (KeysUnavailable, CannotOpen) as failure:
        raise Wrong(
            _("The keys do not open (%(failure)s). Check KMS_KEY_ID and its permissions, or the master key file.")
            % {"failure": type(failure).__name__}
        ) from failure
    if not is_right:
        raise Wrong(_("What was sealed opens as something else. Restore the keys from a backup."))
    return _("Seals and opens; search key version %(version)s") % {"version": keys.version}


def host(resolves: Resolves) -> str:
    clinic = current_clinic()
    with entering_platform():
        known = list(Domain.objects.filter(tenant_id=clinic.pk).values_list("domain", "is_primary"))
    canonical = [domain for domain, is_primary in known if is_primary]
    if canonical != [clinic.canonical_host] or not is_host_name(canonical[0]):
        raise Wrong(_("No canonical host. Choose one with clinic_host."))
    for domain, _is_primary in known:
        found = hosts.clinic_at(domain)
        if found is None or found.pk != clinic.pk:
            raise Wrong(_("%(host)s leads elsewhere. Remove it with clinic_host --remove.") % {"host": domain})
        is_own = not domain.endswith(f".{settings.BASE_HOST}")
        if is_own and not resolves(domain):
            raise Wrong(_("DNS does not know %(host)s. Add a CNAME record for it that names %(base)s.")
                        % {"host": domain, "base": hosts.own_host(clinic.subdomain)})  # fmt: skip
    others = [domain for domain, is_primary in known if not is_primary]
    redirected = _(", others redirect: %(hosts)s") % {"hosts": ", ".join(others)} if others else ""
    return f"{clinic.base_url}{redirected}"


def mail() -> str:
    clinic = current_clinic()
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if "@" not in address:
        raise Wrong(_("DEFAULT_FROM_EMAIL is not an address. Set it to one the mail service may send from."))
    if settings.MAIL_TRANSPORT != "ses":
        return _("%(name)s <%(address)s>; mail is kept here, not sent") % {"name": clinic.name, "address": address}
    if not ses_knows(address):
        raise Wrong(_("SES may not send from %(address)s. Verify the address or its domain in SES.")
                    % {"address": address})  # fmt: skip
    return _("%(name)s <%(address)s>, verified") % {"name": clinic.name, "address": address}


def ses_knows(address: str) -> bool:
    """Has SES verified this address or its domain for sending?"""
    import boto3
    from botocore.exceptions import ClientError

    service = boto3.client("sesv2")
    for identity in (address, address.rpartition("@")[2]):
        try:
            if service.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"]:
                return True
        except ClientError as refused:
            if refused.response["Error"]["Code"] != "NotFoundException":
                raise
    return False


def storage() -> str:
    """Put, get and delete one sealed object."""
    keys, probe_id = keyring.current(), new_id()
    place = storages["documents"]
    sealed = keys.seal(b"probe", label=LABEL, row=probe_id)
    try:
        name = place.save(f"{current_clinic().schema_name}/probe/{probe_id}", ContentFile(sealed))
        with place.open(name) as stored:
            found = stored.read()
        place.delete(name)
    except STORAGE_FAILURES as failure:
        raise Wrong(
            _("Objects cannot be kept (%(failure)s). Check DOCUMENTS_BUCKET, its region and its permissions.")
            % {"failure": type(failure).__name__}
        ) from failure
    if keys.open(found, label=LABEL, row=probe_id) != b"probe" or place.exists(name):
        raise Wrong(_("An object came back changed, or could not be deleted. Check the bucket's policy."))
    return _("A sealed object was put, read and deleted")


def sign_in(at: datetime) -> str:
    policy = Policy.objects.filter(pk=1).first()
    if policy is None:
        raise Wrong(_("There is no sign-in policy. Save one in the clinic's settings."))
    factor = _("second factor for everyone") if policy.second_factor_required else _("second factor for administrators")
    owners = User.objects.active().in_role(Role.OWNER).count()
    if owners:
        return _("%(count)s owners; %(factor)s") % {"count": owners, "factor": factor}
    invited = Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=at, roles__contains=[Role.OWNER]
    ).exists()
    if not invited:
        raise Wrong(_("No owner, and no invitation that is still good. Run invite_owner."))
    return _("No owner yet, an invitation is open; %(factor)s") % {"factor": factor}


def isolation() -> str:
    """Knock where this clinic's role must not come in, once connections are known to be kept apart."""
    try:
        check_before_serving()
    except ImproperlyConfigured as refused:
        raise Wrong(str(refused)) from refused
    clinic = current_clinic()
    with entering_platform():
        others = list(Clinic.objects.exclude(pk=clinic.pk).order_by("?").values_list("schema_name", flat=True)[:OTHERS])
    doors = [("public", table) for table in ("clinics_datakey", "clinics_clinic", "staff_user", "django_session")]
    doors += [(schema, table) for schema in others for table in ("staff_user", "audit_auditevent")]
    entered = [f"{schema}.{table}" for schema, table in doors if is_open(schema, table)]
    if entered:
        raise Wrong(_("Its role can read %(tables)s. Take it out of service and run migrate_schemas.")
                    % {"tables": ", ".join(entered)})  # fmt: skip
    return _("Refused at %(doors)s tables of the platform and of %(clinics)s other clinics") % {
        "doors": len(doors),
        "clinics": len(others),
    }


def is_open(schema: str, table: str) -> bool:
    """Can the current role read this table?"""
    try:
        with transaction.atomic():
            ask(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
    except ProgrammingError as refused:
        return not isinstance(refused.__cause__, InsufficientPrivilege) and not is_missing(refused)
    except DatabaseError:
        return True
    return True


def is_missing(refused: ProgrammingError) -> bool:
    """A schema without tables, such as that of a clinic whose opening was interrupted."""
    return getattr(refused.__cause__, "sqlstate", "") in ("42P01", "3F000")
