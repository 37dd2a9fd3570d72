"""The person's language comes first, then the clinic's, then the browser's; times are the clinic's."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.utils import timezone, translation

from config.middleware.locale import LocaleMiddleware


@pytest.fixture
def shown(rf):
    def shown(*, user=None, clinic=None, cookie=None, accept=""):
        request = rf.get("/", HTTP_ACCEPT_LANGUAGE=accept)
        if cookie:
            request.COOKIES["django_language"] = cookie
        if user:
            request.user = SimpleNamespace(language=user)
        request.clinic = clinic

        def page(request):
            return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")

        response = LocaleMiddleware(page)(request)
        language, zone = response.content.decode().split()
        assert response.headers["Content-Language"] == request.LANGUAGE_CODE == language
        return language, zone

    return shown


MADRID = SimpleNamespace(language="es", time_zone="Europe/Madrid")


def test_the_persons_language_wins(shown):
    assert shown(user="en", clinic=MADRID, cookie="es", accept="es") == ("en", "Europe/Madrid")


def test_a_visitors_choice_wins_over_the_clinics(shown):
    assert shown(cookie="en", clinic=MADRID) == ("en", "Europe/Madrid")


def test_else_the_clinics_language(shown):
    assert shown(clinic=MADRID, accept="en") == ("es", "Europe/Madrid")


def test_else_what_the_browser_asks_for_of_those_offered(shown):
    assert shown(accept="fr, es;q=0.8") == ("es", "UTC")
    assert shown(accept="fr") == ("en", "UTC")


def test_a_language_that_is_not_offered_is_passed_over(shown):
    assert shown(user="xx", cookie="../../etc", clinic=MADRID) == ("es", "Europe/Madrid")


def test_language_and_zone_end_with_the_request(shown):
    before = translation.get_language(), timezone.get_current_timezone_name()
    shown(clinic=MADRID)
    assert (translation.get_language(), timezone.get_current_timezone_name()) == before
