"""What an operator may order, and what is taken from the country."""

from dataclasses import replace

import pytest

from clinics.onboarding.orders import Order, problems_of, with_presets

BARE = Order(
    subdomain="harbour",
    name="Harbour Clinic",
    admin_email="owner@example.com",
    time_zone="",
    currency="",
    country="",
    language="",
)


def wrong(**given: str) -> list[str]:
    """The fields that are wrong in an order with these values."""
    return [problem.field for problem in problems_of(with_presets(replace(BARE, **given)))]


def test_an_order_is_completed_from_its_country():
    order = with_presets(replace(BARE, country="es"))

    assert (order.country, order.currency, order.time_zone, order.language) == ("ES", "EUR", "Europe/Madrid", "es")


def test_what_is_given_wins_over_the_country():
    order = with_presets(replace(BARE, country="ES", currency="usd", time_zone="Atlantic/Canary"))

    assert (order.currency, order.time_zone) == ("USD", "Atlantic/Canary")


@pytest.mark.parametrize(
    ("zone", "country"), [("Europe/Madrid", "ES"), ("Asia/Kolkata", "IN"), ("UTC", "US"), ("", "US")]
)
def test_a_missing_country_is_that_of_the_time_zone(zone, country):
    assert with_presets(replace(BARE, time_zone=zone)).country == country


def test_addresses_and_hosts_are_brought_to_their_usual_case():
    order = with_presets(replace(BARE, admin_email=" Owner@Example.COM ", host="Clinic.Example.ORG."))

    assert (order.admin_email, order.host) == ("owner@example.com", "clinic.example.org")


@pytest.mark.parametrize("subdomain", ["ab", "a" * 40, "st-mary", "7th-street", "42"])
def test_a_subdomain_of_letters_digits_and_hyphens_is_taken(subdomain):
    assert wrong(subdomain=subdomain) == []


@pytest.mark.parametrize(
    "subdomain",
    ["", "a", "a" * 41, "-ab", "ab-", "a_b", "Ab", "a.b", "a b", "ñandu", "xn--nandu", "a\n", "www", "admin", "public",
     "api", "mail", "static", "platform"],
)  # fmt: skip
def test_any_other_subdomain_is_refused(subdomain):
    assert wrong(subdomain=subdomain) == ["subdomain"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 121),
        ("name", "Clinic\r\nBcc: all@example.com"),
        ("admin_email", "owner"),
        ("admin_email", "owner@"),
        ("admin_email", "owner@example.com, other@example.com"),
        ("time_zone", "Europe/Madird"),
        ("time_zone", "EST5"),
        ("time_zone", "../../etc/passwd"),
        ("currency", "EURO"),
        ("currency", "DEM"),
        ("currency", "XXX"),
        ("country", "UK"),
        ("country", "Spain"),
        ("country", "EU"),
        ("host", "https://clinic.example.org"),
        ("host", "clinic.example.org:8000"),
        ("host", "clinic.example.org/path"),
        ("host", "clinic"),
        ("host", "clinic_one.example.org"),
        ("host", "192.0.2.7"),
        ("host", "-clinic.example.org"),
        ("host", "clínica.example.org"),
        ("host", "testserver.example"),
        ("host", "other.testserver.example"),
        ("host", ("a" * 60 + ".") * 5 + "org"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(field, value):
    assert set(wrong(**{field: value})) == {field}


def test_everything_wrong_is_named_at_once():
    assert wrong(subdomain="A", name="", admin_email="", currency="X", host="x") == [
        "subdomain",
        "name",
        "admin_email",
        "currency",
        "host",
    ]


def test_a_near_miss_is_offered():
    (problem,) = problems_of(with_presets(replace(BARE, time_zone="Europe/Madird")))

    assert str(problem.sentence).endswith("Did you mean Europe/Madrid?")
