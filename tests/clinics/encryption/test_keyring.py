import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.encryption import keyring
from clinics.encryption.keyring import CannotOpen
from clinics.encryption.keysets import new_wrapped_keysets
from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit.ids import new_id
from tests.clinics.encryption.conftest import keys_of

pytestmark = pytest.mark.usefixtures("fresh_keys")

LABEL = "zoo.Animal.name"


@pytest.fixture(scope="module")
def roundtrip(tmp_path_factory):
    """A keyring that outlives the examples of one property."""
    from django.test import override_settings

    with override_settings(KMS_KEY_ID="", MASTER_KEY_FILE=tmp_path_factory.mktemp("keys") / "master.json"):
        return keyring.of(keys_of("c_000903"))


@given(st.binary(max_size=4096), st.uuids())
def test_what_is_sealed_opens_and_does_not_show(roundtrip, plain, row):
    sealed = roundtrip.seal(plain, label=LABEL, row=row)

    assert roundtrip.open(sealed, label=LABEL, row=row) == plain
    assert len(sealed) == len(plain) + 33
    assert len(plain) < 5 or plain not in sealed


def test_the_same_value_is_never_sealed_the_same_twice(here):
    row = new_id()

    assert len({here.seal(b"Ana", label=LABEL, row=row) for _ in range(1000)}) == 1000


def test_sealed_bytes_open_only_in_their_clinic_field_and_row(here, there):
    row = new_id()
    sealed = here.seal(b"Ana", label=LABEL, row=row)
    damaged = sealed[:-1] + bytes([sealed[-1] ^ 1])

    attempts = [
        (there, sealed, LABEL, row),
        (here, sealed, "zoo.Animal.nick", row),
        (here, sealed, LABEL, new_id()),
        (here, damaged, LABEL, row),
        (here, sealed[:-1], LABEL, row),
        (here, b"", LABEL, row),
        (here, b"Ana", LABEL, row),
    ]
    for keys, stored, label, place in attempts:
        with pytest.raises(CannotOpen) as refused:
            keys.open(stored, label=label, row=place)
        assert label in str(refused.value)
        assert str(place) in str(refused.value)
        assert "Ana" not in str(refused.value)


def test_one_clinics_key_under_the_name_of_another_opens_nothing():
    mine = keys_of("c_1")

    with pytest.raises(KeysUnavailable):
        keyring.of(mine._replace(schema_name="c_2"))


def test_tokens_agree_within_a_clinic_and_a_kind_only(here, there):
    assert here.token64("name", "ana") == here.token64("name", "ana")
    assert here.token128("number", "1") == here.token128("number", "1")
    every = list(product((here, there), ("name", "phone"), ("ana", "bo")))
    assert len({keys.token64(kind, text) for keys, kind, text in every}) == 8
    assert len({keys.token128(kind, text) for keys, kind, text in every}) == 8


@given(st.text(), st.text())
def test_tokens_fit_their_columns(roundtrip, kind, text):
    assert -(2**63) <= roundtrip.token64(kind, text) < 2**63
    assert isinstance(roundtrip.token128(kind, text), UUID)


def test_tokens_use_the_whole_signed_range(here):
    tokens = [here.token64("name", str(n)) for n in range(200)]

    assert min(tokens) < -(2**61)
    assert max(tokens) > 2**61


def test_the_newest_search_key_makes_the_tokens():
    first, second = keys_of("c_1", version=1), keys_of("c_1", version=2)
    both = first._replace(wrapped_keys=second.wrapped_keys + first.wrapped_keys)

    assert keyring.of(both).version == 2
    assert keyring.of(both).token64("name", "ana") == keyring.of(second).token64("name", "ana")
    assert keyring.of(both).token64("name", "ana") != keyring.of(first).token64("name", "ana")


def test_a_keyring_is_kept_until_its_keys_change_or_it_is_forgotten():
    clinic = keys_of("c_1")
    kept = keyring.of(clinic)

    assert keyring.of(clinic) is kept
    assert keyring.of(keys_of("c_1")) is not kept
    keyring.forget()
    assert keyring.of(clinic) is not kept


def test_no_more_keyrings_are_kept_than_the_bound(monkeypatch):
    monkeypatch.setattr(keyring, "_KEPT_KEYRINGS", 3)
    clinics = [keys_of(f"c_{n}") for n in range(5)]
    first = keyring.of(clinics[0])
    for clinic in clinics[1:]:
        keyring.of(clinic)

    assert len(keyring._keyrings) == 3
    assert keyring.of(clinics[0]) is not first


def test_threads_share_keyrings_without_mixing_clinics():
    clinics = [keys_of(f"c_{n}") for n in range(4)]
    expected = [keyring.of(clinic).token64("name", "ana") for clinic in clinics]
    keyring.forget()

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda n: keyring.of(clinics[n % 4]).token64("name", "ana"), range(2000)))

    assert seen == [expected[n % 4] for n in range(2000)]


@pytest.mark.parametrize("missing", ["field", "search", "file"])
def test_a_clinic_without_one_of_its_keysets_has_no_keyring(missing):
    clinic = keys_of("c_1")

    with pytest.raises(KeysUnavailable, match=missing):
        keyring.of(clinic._replace(wrapped_keys=tuple(k for k in clinic.wrapped_keys if k.purpose != missing)))


def test_a_keyset_in_the_place_of_another_is_refused():
    clinic = keys_of("c_1")
    field, *others = clinic.wrapped_keys

    with pytest.raises(KeysUnavailable):
        keyring.of(clinic._replace(wrapped_keys=(field._replace(wrapped=others[0].wrapped), *others)))


def test_wrapped_keysets_show_no_key_and_fit_a_row():
    wrapped = new_wrapped_keysets("c_1")

    assert set(wrapped) == {"field", "search", "file"}
    assert all(len(keyset) < 1024 and b"keyData" not in keyset for keyset in wrapped.values())


def test_a_keyring_is_not_pickled(here):
    with pytest.raises(TypeError):
        pickle.dumps(here)
