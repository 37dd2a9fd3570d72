import time
from collections import Counter
from datetime import date

import phonenumbers
import pytest

from clinics.kit.countries import PRESETS
from clinics.kit.identifiers import SYSTEMS
from patients.sample import sample_people

TODAY = date(2026, 6, 1)


def people(country="US", count=2_000, seed=1):
    return list(sample_people(country=country, count=count, seed=seed, today=TODAY))


def age(person):
    return (TODAY - person.birth_date).days / 365.25


def test_one_seed_gives_the_same_people_and_another_others():
    assert people() == people()
    assert people(seed=2)[0] != people()[0]


def test_more_people_begin_with_the_same_ones():
    assert people(count=50) == people(count=100)[:50]


@pytest.mark.parametrize("country", [*PRESETS, "PL", "JP"])
def test_every_country_has_people(country):
    found = people(country, 300)
    assert len(found) == 300
    assert len({person.key for person in found}) == 300
    assert all(person.given and person.family and person.birth_date <= TODAY for person in found)


@pytest.mark.parametrize("country", [*PRESETS, "PL", "JP"])
def test_no_telephone_rings_anywhere(country):
    numbers = {phone.number for person in people(country, 300) for phone in person.phones}
    assert numbers
    for number in numbers:
        parsed = phonenumbers.parse(number, None)
        assert phonenumbers.is_possible_number(parsed)
        if country not in {"US", "CA", "GB", "IE", "DE", "FR", "AU"}:
            assert not phonenumbers.is_valid_number(parsed)


def test_american_numbers_are_those_kept_for_fiction():
    numbers = {phone.number for person in people() for phone in person.phones}
    assert all(number[5:10] == "55501" for number in numbers)


def test_every_mail_goes_to_an_example():
    hosts = {email.partition("@")[2] for person in people() for email in person.emails}
    assert hosts == {"example.com", "example.org", "example.net"}
    assert all(email.isascii() for person in people("DE") for email in person.emails)


def test_identifiers_are_of_kinds_nobody_can_have():
    for country in ("US", "GB"):
        for person in people(country, 500):
            for identifier in person.identifiers:
                assert SYSTEMS[identifier.system].is_valid(identifier.value) is not False
                assert identifier.value.startswith(("666-", "999", "ZZ"))


def test_the_ages_are_those_of_a_town():
    ages = Counter(min(int(age(person)) // 20, 4) for person in people(count=10_000))
    shares = [ages[step] / 10_000 for step in range(5)]
    assert 0.15 < shares[0] < 0.35
    assert 0.15 < shares[1] < 0.35
    assert 0.15 < shares[2] < 0.35
    assert 0.10 < shares[3] < 0.30
    assert 0.02 < shares[4] < 0.12
    assert max(age(person) for person in people(count=10_000)) < 106


def test_households_share_an_address_and_children_have_parents():
    by_address = {}
    for person in people():
        if person.address:
            by_address.setdefault((person.address.lines, person.address.postal_code), []).append(person)
    homes = list(by_address.values())
    assert sum(len(home) > 1 for home in homes) > len(homes) / 3
    for home in homes:
        minors = [person for person in home if age(person) < 16]
        if minors and max(map(age, home)) > 24:
            assert max(map(age, home)) - min(map(age, minors)) > 16


def test_records_have_the_gaps_that_records_have():
    found = people()
    for value in ("phones", "emails", "gender", "language", "identifiers", "address"):
        missing = sum(not getattr(person, value) for person in found)
        assert 0 < missing < len(found) * 0.6, value
    assert 0 < sum(person.deceased is True for person in found) < len(found) * 0.08
    assert all(person.deceased_on is None or person.birth_date < person.deceased_on <= TODAY for person in found)


def test_postal_codes_keep_their_leading_zeros():
    assert any(person.address.postal_code.startswith("0") for person in people())


def test_many_origins_live_in_one_town():
    assert len({person.language for person in people() if person.language}) >= 6


@pytest.mark.slow
def test_a_hundred_thousand_people_take_less_than_twenty_seconds():
    began = time.perf_counter()
    assert sum(1 for _person in sample_people(country="US", count=100_000, seed=3, today=TODAY)) == 100_000
    assert time.perf_counter() - began < 20
