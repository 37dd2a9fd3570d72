"""What is known of a clinic before it is opened."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.hosts import own_host
from clinics.kit.current import entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState, Domain
from clinics.onboarding.orders import Order, Problem

OPEN: dict[str, Promise | str] = {
    ClinicState.ACTIVE: _("A clinic with the subdomain “%(given)s” is open already. Choose another subdomain."),
    ClinicState.SUSPENDED: _("The clinic with the subdomain “%(given)s” is suspended. Reactivate it with"
                             " reactivate_clinic, or choose another subdomain."),
    ClinicState.CLOSED: _("The subdomain “%(given)s” belonged to a clinic that has closed. Choose another one."),
}  # fmt: skip


def of_subdomain(subdomain: str) -> Clinic | None:
    """The clinic of this subdomain in whatever state, ready to be entered."""
    with entering_platform():
        clinic = Clinic.objects.filter(subdomain=subdomain).first()
        return clinic.preload() if clinic else None


def taken(order: Order) -> Iterator[Problem]:
    """What of the order other clinics have already."""
    with entering_platform():
        known = Clinic.objects.filter(subdomain=order.subdomain).first()
        others = list(
            Domain.objects.filter(domain__in=[own_host(order.subdomain), order.host])
            .exclude(tenant=known)
            .values_list("domain", flat=True)
        )
    if known is not None and known.state in OPEN:
        yield Problem("subdomain", OPEN[known.state] % {"given": order.subdomain})
    for host in others:
        field = "host" if host == order.host else "subdomain"
        yield Problem(field, _("Another clinic answers at “%(given)s” already. Choose another one.") % {"given": host})


class NoSuchClinic(Refusal):
    code = "no-such-clinic"
    status = 404
    sentence = _("No clinic has this subdomain. Check its spelling.")


class NotActive(Refusal):
    code = "clinic-not-active"
    sentence = _("This clinic is not active, and nothing can be changed in it. Reactivate it first.")


def named(subdomain: str) -> Clinic:
    """The clinic of this subdomain, ready to be entered. Raises NoSuchClinic."""
    clinic = of_subdomain(subdomain)
    if clinic is None:
        raise NoSuchClinic
    return clinic


def active_named(subdomain: str) -> Clinic:
    """The active clinic of this subdomain, ready to be entered. Raises NoSuchClinic, NotActive."""
    clinic = named(subdomain)
    if not clinic.is_active:
        raise NotActive
    return clinic


def active() -> list[Clinic]:
    """All clinics that are open, by subdomain, ready to be entered."""
    with entering_platform():
        return [clinic.preload() for clinic in Clinic.objects.filter(state=ClinicState.ACTIVE).order_by("subdomain")]


def suspended() -> list[Clinic]:
    """All clinics that are suspended, by subdomain."""
    with entering_platform():
        return list(Clinic.objects.filter(state=ClinicState.SUSPENDED).order_by("subdomain"))


def not_closed() -> list[Clinic]:
    """All clinics that work or may work again, by subdomain, ready to be entered."""
    with entering_platform():
        return [clinic.preload() for clinic in Clinic.objects.exclude(state=ClinicState.CLOSED).order_by("subdomain")]
