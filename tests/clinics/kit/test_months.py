import pytest

from clinics.kit.months import month_numbers


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("apr", 4),
        ("april", 4),
        ("abril", 4),
        ("avril", 4),
        ("marz", 3),
        ("juillet", 7),
        ("sept", 9),
        ("dez", 12),
        ("may", 5),
    ],
)
def test_a_month_is_known_in_many_languages(name, number):
    assert month_numbers()[name] == number


def test_no_name_has_two_meanings():
    assert set(month_numbers().values()) == set(range(1, 13))
