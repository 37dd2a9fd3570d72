"""What a second factor is kept by opens in its owner's row and in no other."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from clinics.encryption.keyring import CannotOpen
from clinics.staff.adapters.factors import FactorAdapter
from tests.clinics.staff.signing_in import code_of, give_app
from tests.factories.staff import Role, person

OTHER = "KRUGS4ZANFZSA3LPOJSSA43FMNZGK5A2"


def read(owner, kind="totp") -> Authenticator:
    return Authenticator.objects.get(user=owner, type=kind)


def test_an_app_goes_on_after_its_row_was_saved_and_read(in_alder):
    owner = person(Role.OWNER)
    made = give_app(owner)

    assert made.wrap().validate_code(code_of())
    made.record_usage()
    assert totp.decrypt(read(owner).data["secret"]) == totp.decrypt(made.data["secret"])


def test_a_secret_put_into_another_persons_row_does_not_open(in_alder):
    owner, biller = person(Role.OWNER), person(Role.BILLER)
    give_app(owner)
    give_app(biller, OTHER)

    Authenticator.objects.filter(user=owner).update(data=read(biller).data)

    with pytest.raises(CannotOpen):
        read(owner).wrap().validate_code(code_of(OTHER))
    with pytest.raises(CannotOpen):
        Authenticator(user=owner, type="totp", data=read(biller).data).save()


def test_a_secret_that_was_never_bound_does_not_open(in_alder):
    owner = person(Role.OWNER)
    give_app(owner)

    Authenticator.objects.filter(user=owner).update(data={"secret": FactorAdapter().encrypt(OTHER)})

    with pytest.raises(CannotOpen):
        read(owner).wrap().validate_code(code_of(OTHER))


def test_seeds_of_recovery_codes_are_bound_as_well(in_alder):
    owner, biller = person(Role.OWNER), person(Role.BILLER)
    give_app(owner)
    give_app(biller, OTHER)
    codes = RecoveryCodes.activate(owner).get_unused_codes()
    theirs = RecoveryCodes.activate(biller).get_unused_codes()

    Authenticator.objects.filter(user=owner, type="recovery_codes").update(data=read(biller, "recovery_codes").data)

    with pytest.raises(CannotOpen):
        read(owner, "recovery_codes").wrap().validate_code(theirs[0])
    assert read(biller, "recovery_codes").wrap().validate_code(theirs[0])
    assert codes != theirs
