from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.staff.models import Policy, User
from tests.clinics.staff.signing_in import SECRET, client_at, code_of, give_app, post_password, session_of, shown_secret
from tests.factories.staff import PASSWORD, Role, person

CLINICIAN, ASSISTANT = "clinician@example.com", "assistant@example.com"


def events(clinic) -> list[str]:
    with entering(clinic):
        return [event.event for event in AuditEvent.objects.order_by("id") if event.event.startswith("staff.")]


def test_password_and_code_open_the_clinic(here):
    client = client_at(here)

    first = post_password(client, CLINICIAN)
    assert first["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/")["Location"] == "/accounts/login/?next=/"
    second = client.post(first["Location"], {"code": code_of()})

    assert second["Location"] == "/"
    assert client.get("/").status_code == 200
    assert events(here) == ["staff.signed_in"]


def test_a_wrong_code_opens_nothing(here):
    client = client_at(here)
    post_password(client, CLINICIAN)

    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert answer.status_code == 200
    assert client.get("/").status_code == 302
    assert events(here) == ["staff.second_factor_failed"]


def test_a_code_opens_once(here):
    one, two = client_at(here), client_at(here)
    code = code_of()
    post_password(one, CLINICIAN)
    post_password(two, CLINICIAN)

    assert one.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert two.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_code_does_not_open_a_minute_later_although_clocks_may_differ(here, time_machine):
    one, two = client_at(here), client_at(here)
    code = code_of()
    post_password(one, CLINICIAN)
    assert one.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    time_machine.shift(31)
    post_password(two, CLINICIAN)

    assert two.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_someone_without_a_factor_is_led_to_set_one_up_and_reaches_nothing_else(here):
    client = client_at(here)
    post_password(client, ASSISTANT)

    for page in ("/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/recovery-codes/generate/"):
        assert client.get(page)["Location"] == "/accounts/second-factor/", page
    assert client.get("/accounts/second-factor/").status_code == 200


def test_setting_up_an_app_lets_the_same_session_on(here):
    client = client_at(here)
    post_password(client, ASSISTANT)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = shown_secret(page.content.decode())

    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/").status_code == 200
    assert events(here) == ["staff.signed_in", "staff.second_factor_added", "staff.second_factor_added"]


def test_the_secret_is_sealed_in_the_row(here):
    with entering(here):
        data = person(Role.CLINICIAN).authenticator_set.get().data

    assert set(data) == {"secret"}
    assert SECRET not in data["secret"]


def test_a_session_begun_before_the_factor_was_set_up_must_show_it(here):
    early = client_at(here)
    post_password(early, ASSISTANT)
    with entering(here):
        give_app(person(Role.ASSISTANT))

    assert early.get("/")["Location"] == "/accounts/2fa/reauthenticate/?next=%2F"
    assert early.get("/accounts/2fa/totp/activate/").status_code == 302
    assert early.get("/accounts/2fa/webauthn/add/")["Location"].startswith("/accounts/2fa/reauthenticate/")

    early.post("/accounts/2fa/reauthenticate/?next=/", {"code": code_of()})
    assert early.get("/").status_code == 200


def test_a_policy_may_spare_clinicians_but_not_owners(here):
    with entering(here):
        Policy.objects.update(second_factor_required=False)
    clinician, owner = client_at(here), client_at(here)
    post_password(clinician, ASSISTANT)
    post_password(owner, "owner@example.com")

    assert clinician.get("/").status_code == 200
    assert owner.get("/")["Location"] == "/accounts/second-factor/"


def test_an_htmx_request_without_the_factor_moves_the_whole_page(here):
    client = client_at(here)
    post_password(client, ASSISTANT)

    answer = client.get("/", HTTP_HX_REQUEST="true")

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/second-factor/")


def test_unknown_addresses_and_wrong_passwords_get_the_same_answer(here):
    wrong = post_password(client_at(here), CLINICIAN, "not the password at all")
    unknown = post_password(client_at(here), "nobody@example.com", "not the password at all")

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    with entering(here):
        kept = list(AuditEvent.objects.filter(event="staff.sign_in_failed").order_by("id"))
        assert [event.subject_id for event in kept] == [str(person(Role.CLINICIAN).pk), ""]
        assert all("@" not in str(vars(event)) for event in kept)


def test_a_reset_asked_for_an_unknown_address_looks_the_same_and_writes_to_nobody(here):
    known = client_at(here).post("/accounts/password/reset/", {"email": CLINICIAN})
    unknown = client_at(here).post("/accounts/password/reset/", {"email": "nobody@example.com"})

    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    with entering(here):
        sent = OutgoingMail.objects.filter(purpose__contains="password")
        assert [mail.to for mail in sent] == [CLINICIAN]
        assert f"{here.base_url}/accounts/password/reset/key/" in sent[0].text


def test_guessing_is_slowed_however_the_host_is_written(here):
    for attempt in range(6):
        host = here.canonical_host if attempt % 2 else f"{here.canonical_host.upper()}:{8000 + attempt}"
        answer = post_password(client_at(here), CLINICIAN, f"wrong {attempt}", HTTP_HOST=host)
    blocked = post_password(client_at(here), CLINICIAN)

    assert "Too many failed attempts" in answer.content.decode()
    assert blocked.status_code == 200


def test_nobody_signs_up(here):
    assert client_at(here).get("/accounts/signup/").status_code == 404
    assert client_at(here).post("/accounts/signup/", {}).status_code == 404


def test_a_new_password_ends_other_sessions(here, visit_own):
    client, other = visit_own(Role.CLINICIAN), visit_own(Role.CLINICIAN)
    new = {"oldpassword": PASSWORD, "password1": "quite another secret", "password2": "quite another secret"}

    assert client.post("/accounts/password/change/", new).status_code == 302

    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert "staff.password_changed" in events(here)


def test_signing_out_is_recorded(here, visit_own):
    client = visit_own(Role.CLINICIAN)

    client.post("/accounts/logout/")

    assert client.get("/").status_code == 302
    assert events(here) == ["staff.signed_out"]


def test_disabled_people_are_out_at_the_next_request(here, visit_own):
    client = visit_own(Role.CLINICIAN)
    with entering(here):
        User.objects.filter(pk=person(Role.CLINICIAN).pk).update(is_active=False)

    assert client.get("/").status_code == 302
    assert post_password(client_at(here), CLINICIAN)["Location"] == "/accounts/inactive/"


@pytest.fixture
def visit_own(here):
    from tests.conftest import client_at as signed_in

    return lambda role: signed_in(here, role)


@pytest.fixture
def time_machine():
    import time_machine as machine

    with machine.travel(datetime.now(UTC), tick=True) as traveller:
        yield traveller


def test_addresses_of_staff_are_known_to_allauth(here):
    with entering(here):
        assert EmailAddress.objects.filter(user=person(Role.CLINICIAN), verified=True).exists()
    assert session_of(client_at(here), here) == {}


def test_the_last_factor_of_someone_who_must_have_one_stays(here):
    client = client_at(here)
    post_password(client, CLINICIAN)
    client.post("/accounts/2fa/authenticate/", {"code": code_of()})

    refused = client.post("/accounts/2fa/totp/deactivate/")

    assert refused.status_code == 200
    assert "Your account needs a second factor. Add a passkey first." in refused.content.decode()
    with entering(here):
        assert person(Role.CLINICIAN).authenticator_set.filter(type="totp").exists()


def test_recovery_codes_are_shown_to_those_who_have_some(here):
    client, view = client_at(here), 'href="/accounts/2fa/recovery-codes/"'
    post_password(client, CLINICIAN)
    client.post("/accounts/2fa/authenticate/", {"code": code_of()})

    assert view not in client.get("/accounts/2fa/").content.decode()

    client.post("/accounts/2fa/recovery-codes/generate/")

    assert view in client.get("/accounts/2fa/").content.decode()
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
