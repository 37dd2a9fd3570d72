"""Two clinics that exist only as keys, for what needs no database; a table of animals in the two real ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.db import connections

from clinics.encryption import keyring
from clinics.encryption.keysets import WrappedKey, new_wrapped_keysets
from clinics.kit import roles
from clinics.models import Clinic
from tests.clinics.encryption.zoo.models import Animal


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


@contextmanager
def standing_in(*clinics: Clinic) -> Iterator[None]:
    owner = connections["owner"]
    for clinic in clinics:
        owner.set_tenant(clinic)
        with owner.schema_editor() as editor:
            editor.create_model(Animal)
            editor.execute(f"GRANT UPDATE, DELETE ON zoo_animal TO {roles.clinic_role(clinic.schema_name)}")
    try:
        yield
    finally:
        for clinic in clinics:
            owner.set_tenant(clinic)
            with owner.schema_editor() as editor:
                editor.delete_model(Animal)
        owner.set_tenant(None)


@pytest.fixture(scope="module")
def zoo(clinics_by_name, django_db_blocker):
    """The table of `Animal`, in both clinics."""
    with django_db_blocker.unblock(), standing_in(*clinics_by_name.values()):
        yield
