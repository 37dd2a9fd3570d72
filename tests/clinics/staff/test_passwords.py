"""What a password may be, how it is kept and changed."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from clinics.kit.current import entering
from clinics.staff.models import User
from tests.clinics.staff.signing_in import client_at, code_of, post_password
from tests.factories.staff import PASSWORD

CHANGE = "/accounts/password/change/"
CLINICIAN = "clinician@example.com"
ODD = "  Älter als 平仮名 🦉, " + "and quite long " * 6 + " "


def signed_in(clinic):
    client = client_at(clinic)
    client.post(post_password(client, CLINICIAN)["Location"], {"code": code_of()})
    assert client.get("/").status_code == 200
    return client


def change(client, old, new):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def opens(clinic, password) -> bool:
    return "2fa" in post_password(client_at(clinic), CLINICIAN, password).get("Location", "")


def test_a_password_is_changed_by_who_knows_it(here):
    client = signed_in(here)

    assert change(client, "not the present one", "four quite unrelated words").status_code == 200
    assert not opens(here, "four quite unrelated words")
    assert change(client, PASSWORD, "four quite unrelated words").status_code == 302
    assert opens(here, "four quite unrelated words")


@pytest.mark.parametrize("weak", ["elevenletrs", "1234567891011", "qwerty123456", CLINICIAN])
def test_short_and_common_passwords_are_refused(here, weak):
    assert change(signed_in(here), PASSWORD, weak).status_code == 200

    assert opens(here, PASSWORD)
    assert not opens(here, weak)


def test_long_words_of_any_signs_are_taken_as_they_are(here):
    assert len(ODD) > 64
    assert change(signed_in(here), PASSWORD, ODD).status_code == 302

    assert opens(here, ODD)
    for nearly in (ODD.strip(), ODD.lower(), ODD[:72], ODD[:-2]):
        assert not opens(here, nearly)


def test_an_old_password_goes_on_opening(here):
    with time_machine.travel(datetime(2031, 5, 6, 7, 8, tzinfo=UTC)):
        assert opens(here, PASSWORD)


def test_passwords_are_kept_as_argon2id(here):
    with entering(here):
        kept = User.objects.get(email=CLINICIAN).password

    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_fields_hide_what_is_typed_and_help_programs_that_keep_passwords(here):
    for client, page in ((client_at(here), "/accounts/login/"), (signed_in(here), CHANGE)):
        fields = re.findall(r'<input[^>]+name="(?:old)?password[12]?"[^>]*>', client.get(page).content.decode())
        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert re.search(r'autocomplete="(current|new)-password"', field)
            assert "onpaste" not in field


def test_no_page_asks_for_hints_or_answers(here):
    pages = ((client_at(here), "/accounts/password/reset/"), (signed_in(here), CHANGE))

    named = {name for client, page in pages for name in re.findall(r'name="(\w+)"', client.get(page).content.decode())}

    assert named >= {"email", "oldpassword", "password1", "password2"}
    assert [name for name in named if re.search(r"hint|question|answer", name)] == []
