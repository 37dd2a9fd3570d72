from tests.factories.staff import Role

TYPING = {"HX-Request": "true"}


def test_while_typing_the_field_gets_its_options(visit, alder):
    answer = visit(alder, Role.CLINICIAN).get("/search/?q=tod", headers=TYPING)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'data-url="/"' in page


def test_enter_without_a_choice_opens_a_page_of_results(visit, alder):
    page = visit(alder, Role.CLINICIAN).get("/search/?q=tod").content.decode()

    assert "<h1>Search</h1>" in page
    assert '<a class="grow" href="/">Today</a>' in page


def test_nothing_found_says_what_else_to_try(visit, alder):
    page = visit(alder, Role.CLINICIAN).get("/search/?q=zzzz").content.decode()

    assert "Nothing found" in page


def test_what_was_typed_is_shown_as_text(visit, alder):
    page = visit(alder, Role.CLINICIAN).get("/search/?q=<b>x</b>", headers=TYPING).content.decode()

    assert "<b>" not in page


def test_a_stranger_is_led_to_sign_in(visit, alder):
    assert visit(alder).get("/search/?q=tod").status_code == 302


def test_the_language_can_be_chosen_before_signing_in(visit, alder):
    client = visit(alder)

    client.post("/accounts/language/", {"language": "es", "next": "/accounts/login/"})

    assert 'lang="es"' in client.get("/accounts/login/").content.decode()
