import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.kit.identifiers import SYSTEMS

# Published examples, and numbers whose check digits were worked out by hand.
VALID = {
    "us-ssn": ["078-05-1120", "999-24-3761", "123456789"],
    "us-mbi": ["1EG4-TE5-MK73"],
    "gb-nhs": ["943 476 5919"],
    "ie-ppsn": ["6433435F"],
    "de-kvnr": ["A123456780", "T555558879"],
    "fr-nir": ["2 95 10 99 126 111 93"],
    "es-dni": ["54362315-K", "x-2482300w"],
    "nl-bsn": ["1112.22.333"],
    "ch-ahv": ["756.9217.0769.85"],
    "at-svnr": ["1237 010180"],
    "au-medicare": ["2123 45670 1"],
    "nz-nhi": ["ZAC5361", "ZBN77VL"],
    "za-id": ["7503305044089"],
    "in-abha": ["91-1234-5678-9012"],
    "in-aadhaar": ["2341 2341 2346"],
    "mx-curp": ["BOXW310820HNERXN09"],
    "br-cpf": ["390.533.447-05"],
    "br-cns": ["700 0000 0000 0005"],
    "ae-eid": ["784-1985-1234567-3"],
    "ke-id": ["12345678"],
    "passport": ["C01X00T47"],
}
INVALID = {
    "us-ssn": ["000-12-3456", "123-00-4567", "123-45-0000", "12-345-678"],
    "gb-nhs": ["943 476 5918"],
    "de-kvnr": ["A123456781", "1123456780"],
    "es-dni": ["54362315-Z"],
    "au-medicare": ["2123 45671 1", "9123456701"],
    "nz-nhi": ["ZAC5362", "ZBN77VM", "ZIC5361"],
    "in-aadhaar": ["2341 2341 2347"],
    "br-cns": ["700 0000 0000 0006"],
    "ae-eid": ["784-1985-1234567-4", "783-1985-1234567-3"],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in VALID.items() for value in values])
def test_a_number_that_can_exist_is_valid(key, value):
    assert SYSTEMS[key].is_valid(value) is True


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in INVALID.items() for value in values])
def test_a_number_that_cannot_exist_is_not(key, value):
    assert SYSTEMS[key].is_valid(value) is False


def test_where_no_rule_is_public_nothing_is_said():
    assert SYSTEMS["insurance-member"].is_valid("anything") is None


@given(st.sampled_from(sorted(SYSTEMS)), st.text(max_size=30))
def test_no_text_breaks_a_check(key, value):
    assert SYSTEMS[key].is_valid(value) in {True, False, None}


def test_keys_never_change_since_values_are_stored_under_them():
    assert set(SYSTEMS) == {
        *VALID, "ca-health", "drivers-license", "insurance-member", "national-id",
    }  # fmt: skip
