"""A clinic is given hosts of its own after it was opened, and they are taken away."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering_platform
from clinics.models import Clinic, Domain
from clinics.onboarding import domains
from tests.database import BY


def hosts_of(clinic: Clinic) -> dict[str, bool]:
    with entering_platform():
        return dict(Domain.objects.filter(tenant=clinic).values_list("domain", "is_primary"))


@pytest.fixture
def clinic(own_clinic) -> Clinic:
    return own_clinic


def test_a_new_host_is_canonical_and_the_old_one_stays(clinic, at):
    own = clinic.canonical_host

    domains.make_canonical(clinic=clinic, host="Clinic.Example.ORG.", by=BY, at=at)

    assert hosts_of(clinic) == {own: False, "clinic.example.org": True}
    assert clinic.canonical_host == "clinic.example.org"


def test_a_removed_host_leaves_the_platforms_own_canonical(clinic, at):
    own = clinic.canonical_host
    domains.make_canonical(clinic=clinic, host="clinic.example.org", by=BY, at=at)

    domains.remove(clinic=clinic, host="clinic.example.org", by=BY, at=at)

    assert hosts_of(clinic) == {own: True}
    with entering_platform():
        events = AuditEvent.objects.filter(event__startswith="clinic.host_").order_by("-id")[:2]
        assert [event.event for event in events] == ["clinic.host_removed", "clinic.host_chosen"]


def test_its_own_host_can_be_canonical_again(clinic, at):
    own = clinic.canonical_host
    domains.make_canonical(clinic=clinic, host="clinic.example.org", by=BY, at=at)

    domains.make_canonical(clinic=clinic, host=own, by=BY, at=at)

    assert hosts_of(clinic) == {own: True, "clinic.example.org": False}


@pytest.mark.parametrize("host", ["https://x.example", "x", "other.testserver.example", "a_b.example.org", "10.0.0.1"])
def test_what_is_no_host_of_its_own_is_refused(clinic, at, host):
    with pytest.raises(domains.HostUnusable):
        domains.make_canonical(clinic=clinic, host=host, by=BY, at=at)


@pytest.fixture
def host_of_alder(clinic, alder):
    with entering_platform():
        domain = Domain.objects.create(domain="alder.example.org", tenant=alder)
    yield domain.domain
    with entering_platform():
        domain.delete()
        Domain.objects.filter(tenant=alder).update(is_primary=True)


def test_a_host_of_another_clinic_is_refused(clinic, host_of_alder, at):
    with pytest.raises(domains.HostTaken):
        domains.make_canonical(clinic=clinic, host=host_of_alder, by=BY, at=at)

    assert list(hosts_of(clinic).values()) == [True]


@pytest.mark.parametrize("host", ["{own}", "alder.testserver.example", "nobody.example.org"])
def test_only_an_extra_host_can_be_removed(clinic, at, host):
    with pytest.raises(domains.HostStays):
        domains.remove(clinic=clinic, host=host.format(own=clinic.canonical_host), by=BY, at=at)


def test_the_command_does_the_same(clinic):
    out = StringIO()

    call_command("clinic_host", clinic.subdomain, "clinic.example.org", stdout=out)
    assert "answers at http://clinic.example.org" in out.getvalue()
    call_command("clinic_host", clinic.subdomain, "clinic.example.org", "--remove", stdout=out)

    assert list(hosts_of(clinic).values()) == [True]
    with pytest.raises(CommandError, match="is not a host name"):
        call_command("clinic_host", clinic.subdomain, "nonsense")
