"""A person sees which programs act for them, and sends one away."""

import pytest

from clinics.api.models import ProgramSession
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.conftest import client_at
from tests.factories import staff
from tests.factories.sign_in_flow import BACK, Flow, flow, taken_to
from tests.factories.tokens import let_in
from tests.statements import statements

pytestmark = pytest.mark.django_db
PAGE = "/settings/account/programs/"


@pytest.fixture
def app(alder, at) -> Flow:
    return flow(alder, at)


def ending(app: Flow) -> str:
    return f"{PAGE}{app.made.client.pk}/ending/"


def shown(browser) -> str:
    return browser.get(PAGE).content.decode()


def test_the_page_says_which_program_what_it_may_and_until_when(app):
    assert "No program acts for you" in shown(app.person)

    app.tokens()
    app.tokens()

    page = shown(app.person)
    assert "Phone app" in page
    assert "Find patients and read who they are" in page
    assert "2 places" in page
    assert page.count(ending(app)) == 1


def test_a_program_sent_away_is_out_at_once_and_others_go_on(app, alder, at):
    other = flow(alder, at, name="Other app")
    other.person = app.person
    given, second, theirs = app.tokens(), app.tokens(), other.tokens()
    code = app.code()

    answer = app.person.post(ending(app), follow=True)

    assert "Phone app can do nothing more for you." in answer.content.decode()
    assert [app.patients(each["access_token"]) for each in (given, second)] == [401, 401]
    assert app.userinfo(given["access_token"]) == 401
    assert app.refresh(second["refresh_token"]).status_code == 400
    assert app.redeem(code).status_code == 400
    assert other.patients(theirs["access_token"]) == 200
    assert ending(app) not in shown(app.person)
    with entering(alder):
        assert AuditEvent.objects.filter(event="program.sent_away", subject_id=app.made.client.pk).count() == 3


def test_it_comes_back_only_by_asking_again(app):
    app.tokens()
    app.person.post(ending(app))

    assert b'name="request"' in app.ask().content
    assert app.patients(app.tokens()["access_token"]) == 200


def test_what_a_colleague_let_in_is_neither_shown_nor_ended(app, alder, birch):
    given = app.tokens()
    colleague = client_at(alder, staff.Role.BILLER)

    assert "Phone app" not in shown(colleague)
    assert colleague.get(ending(app)).status_code == 404
    colleague.post(ending(app))
    client_at(birch, staff.Role.CLINICIAN).post(ending(app))

    assert app.patients(given["access_token"]) == 200


def test_what_ended_in_another_way_is_not_shown(app, alder, at):
    from clinics.staff.actions import people

    app.tokens()
    with entering(alder):
        user = staff.person(staff.Role.CLINICIAN)
        people.sign_out_everywhere(user=user, by=staff.acting(staff.Role.CLINICIAN), at=at)

    assert "No program acts for you" in shown(client_at(alder, staff.Role.CLINICIAN))


@pytest.mark.parametrize("programs", [1, 3])
def test_the_page_asks_as_much_for_one_program_as_for_three(alder, at, programs):
    apps = [flow(alder, at, name=f"App {number}") for number in range(programs)]
    with entering(alder):
        for app in apps:
            let_in(app.made.client, staff.person(staff.Role.CLINICIAN))
    person = apps[0].person
    shown(person)

    with statements(4):
        page = shown(person)

    assert page.count("/ending/") == programs


def test_consent_says_who_asks_for_what_and_for_how_long(app):
    page = app.ask(scope="openid patients.read").content.decode()

    assert "Let Phone app in?" in page
    assert "asks to act for you, " in page
    assert "Find patients and read who they are" in page
    assert "Know who you are" in page
    assert "It is let in until" in page
    assert "registered this program on" in page
    assert "You are taken to app.example next." in page
    assert "Find appointments" not in page


def test_a_page_takes_the_browser_on_since_its_policy_follows_no_redirect(app):
    answer = app.grant(app.ask())

    assert answer.status_code == 200
    assert taken_to(answer).startswith(f"{BACK}?code=")
    assert "form-action 'self';" in answer["Content-Security-Policy"]


def test_a_wrong_question_is_answered_in_words_and_leads_nowhere(app):
    page = app.ask(redirect_uri="https://evil.example/").content.decode()

    assert "The program asked in a way that is not allowed" in page
    assert "evil.example" not in page


def test_what_was_let_in_is_kept_for_those_who_look_later(app, alder):
    app.tokens()

    with entering(alder):
        session = ProgramSession.objects.get()
        event = AuditEvent.objects.get(event="program.let_in")
    assert sorted(session.scopes) == ["openid", "patients.read"]
    assert (event.actor_id, event.fields) == (str(session.user_id), ["openid", "patients.read"])
