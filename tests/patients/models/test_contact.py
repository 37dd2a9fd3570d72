import pytest

from patients.models import Address


@pytest.mark.parametrize(
    ("country", "at_home_in", "shown"),
    [
        ("US", "US", "1 Main St, Dedham, MA 02026"),
        ("", "US", "1 Main St, Dedham, MA 02026"),
        ("US", "DE", "1 Main St, Dedham, MA 02026, US"),
        ("DE", "DE", "1 Main St, 02026 Dedham, MA"),
    ],
)
def test_an_address_is_written_as_in_its_country(in_alder, country, at_home_in, shown):
    address = Address(lines="1 Main St", city="Dedham", state="MA", postal_code="02026", country=country)

    assert address.shown_in(at_home_in) == shown


def test_what_is_missing_leaves_no_comma(in_alder):
    assert Address(city="Dedham", country="US").shown_in("US") == "Dedham"
