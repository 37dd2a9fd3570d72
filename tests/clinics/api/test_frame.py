"""What holds at every address of the API."""

import pytest
from django.urls import URLPattern, URLResolver

from clinics.api.endpoint import Endpoint
from clinics.api.models import KeptAnswer
from clinics.kit.current import entering
from config import api
from patients.models import Patient
from tests.factories.patients import register
from tests.factories.tokens import Program

NEW = {"given": "Ada", "family": "Okafor", "birth_date": "1990-05-04"}


def endpoints(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from endpoints(pattern.url_patterns)
        elif (
            isinstance(pattern, URLPattern)
            and hasattr(pattern.callback, "cls")
            and issubclass(pattern.callback.cls, Endpoint)
        ):
            yield pattern.callback.cls


def test_every_method_of_every_endpoint_is_declared():
    found = list(endpoints(api.urlpatterns))
    silent = [
        f"{each.__qualname__}.{method}"
        for each in found
        for method in each.http_method_names
        if hasattr(each, method) and method != "options" and not hasattr(getattr(each, method), "operation")
    ]

    assert len(found) > 10
    assert silent == []


def test_an_unknown_parameter_is_refused_not_passed_over(program):
    answer = program.get("patients/", famliy="Okafor")

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "famliy", "code": "unknown", "detail": "There is no such parameter."}]


def test_a_parameter_given_twice_is_refused(program):
    assert program.ask("get", "/api/v1/patients/?page=1&page=2").status_code == 422


def test_an_unknown_field_is_refused_not_passed_over(program):
    answer = program.post("patients/", {**NEW, "status": "inactive"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "status"


def test_errors_name_the_part_that_is_wrong(program):
    answer = program.post(
        "patients/",
        {**NEW, "contacts": [{"system": "phone", "value": "212 555 0142"}, {"system": "pigeon", "value": "x"}]},
    )

    assert [each["field"] for each in answer.json()["errors"]] == ["contacts.1.system"]


def test_what_is_no_json_is_a_problem(program):
    answer = program.web.post(
        "/api/v1/patients/", b"{", content_type="application/json", headers={"Authorization": f"Bearer {program.token}"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"), [("nothing/", 404), ("patients/0190d1f2-0000-7000-8000-000000000000/", 404)]
)
def test_what_is_not_there_is_a_problem(program, path, status):
    answer = program.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_method_that_is_not_there_is_a_problem(program):
    assert program.ask("put", "patients/", {}).status_code == 405


@pytest.mark.parametrize(
    "asked", [{"page": "0"}, {"page": "x"}, {"page_size": "201"}, {"page_size": "-1"}, {"page": "٣"}]
)
def test_a_page_that_cannot_be_is_refused(program, asked):
    assert program.get("patients/", **asked).status_code == 422


def test_pages_lead_on_and_back(program, alder):
    with entering(alder):
        ids = [str(register(given=f"Person{number}").pk) for number in range(5)]

    first = program.get("patients/", page_size=2).json()
    second = program.ask("get", first["next"].removeprefix(alder.base_url)).json()
    third = program.ask("get", second["next"].removeprefix(alder.base_url)).json()

    assert [each["id"] for page in (first, second, third) for each in page["results"]] == ids
    assert (first["count"], first["count_is_capped"], first["previous"], third["next"]) == (5, False, None, None)
    assert program.get("patients/", page=4, page_size=2).status_code == 404


def test_counts_stop_at_a_cap_and_say_so(program, alder, monkeypatch):
    monkeypatch.setattr("clinics.api.pages.COUNTED", 3)
    with entering(alder):
        for number in range(5):
            register(given=f"Person{number}")

    page = program.get("patients/", page_size=1).json()

    assert (page["count"], page["count_is_capped"]) == (3, True)


def test_sending_twice_with_one_key_does_it_once(program, alder):
    first = program.post("patients/", NEW, Idempotency_Key="k1")
    second = program.post("patients/", NEW, Idempotency_Key="k1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"
    assert second["Location"] == first["Location"]
    with entering(alder):
        assert Patient.objects.count() == 1
        assert KeptAnswer.objects.count() == 1


def test_one_key_is_for_one_request(program):
    program.post("patients/", NEW, Idempotency_Key="k1")

    answer = program.post("patients/", {**NEW, "given": "Bea"}, Idempotency_Key="k1")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_what_was_refused_is_tried_anew(program, alder):
    wrong = program.post("patients/", {"given": ""}, Idempotency_Key="k1")

    assert wrong.status_code == 422
    with entering(alder):
        assert KeptAnswer.objects.count() == 0


def test_the_kept_answer_is_sealed(program, alder):
    from django.db import connection

    program.post("patients/", NEW, Idempotency_Key="k1")
    with entering(alder), connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM api_keptanswer")
        assert b"Okafor" not in bytes(cursor.fetchone()[0])


def test_too_many_requests_are_told_when_to_come_back(program, settings):
    settings.API_RATE = "2/min"
    answers = [program.get("patients/") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 61
    assert answers[2].json()["code"] == "throttled"


def test_tokens_are_not_guessed_from_one_address_while_those_that_hold_go_on(program, alder, settings):
    settings.API_RATE_UNKNOWN = "2/min"
    stranger = Program(alder, "guessed")
    stranger.web.defaults["REMOTE_ADDR"] = "203.0.113.77"
    answers = [stranger.get("patients/") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 61
    assert program.get("patients/").status_code == 200


def test_a_closed_clinic_says_so_to_programs(program, alder):
    from clinics.kit.current import entering_platform
    from clinics.models import Clinic

    with entering_platform():
        Clinic.objects.filter(pk=alder.pk).update(state="suspended")
    from config.middleware.clinic import host_cache

    host_cache.clear()
    answer = program.get("patients/")

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
