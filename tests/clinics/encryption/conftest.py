"""Two keyed clinics that exist only as keys, for what needs no database."""

from typing import NamedTuple

import pytest

from clinics.encryption import keyring
from clinics.encryption.keysets import WrappedKey, new_wrapped_keysets


class Keys(NamedTuple):
    schema_name: str
    wrapped_keys: tuple[WrappedKey, ...]


def keys_of(schema: str, version: int = 1) -> Keys:
    return Keys(schema, tuple(WrappedKey(p, version, w) for p, w in new_wrapped_keysets(schema).items()))


@pytest.fixture
def fresh_keys(settings, tmp_path):
    """A master key of the test's own."""
    settings.KMS_KEY_ID = ""
    settings.MASTER_KEY_FILE = tmp_path / "keys" / "master.json"
    keyring.forget()
    yield
    keyring.forget()


@pytest.fixture
def here(fresh_keys):
    return keyring.of(keys_of("c_000901"))


@pytest.fixture
def there(fresh_keys):
    return keyring.of(keys_of("c_000902"))
