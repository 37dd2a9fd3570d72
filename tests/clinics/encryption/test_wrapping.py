import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from clinics.encryption.wrapping import KeysUnavailable, KmsWrapper, LocalFileWrapper, current_wrapper

pytestmark = pytest.mark.usefixtures("fresh_keys")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "master.json"


def test_what_is_wrapped_for_a_clinic_unwraps_for_it_only(path):
    wrapped = LocalFileWrapper(path).wrap(b"keys", clinic="c_1")

    assert b"keys" not in wrapped
    assert LocalFileWrapper(path).unwrap(wrapped, clinic="c_1") == b"keys"
    with pytest.raises(KeysUnavailable, match="c_2"):
        LocalFileWrapper(path).unwrap(wrapped, clinic="c_2")


def test_the_master_key_is_for_its_owner_only(path):
    wrapper = LocalFileWrapper(path)
    wrapped = wrapper.wrap(b"keys", clinic="c_1")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    path.chmod(0o640)
    with pytest.raises(KeysUnavailable, match="0600"):
        wrapper.unwrap(wrapped, clinic="c_1")


def test_many_creators_at_once_share_one_master_key_and_leave_nothing_else(path):
    with ThreadPoolExecutor(16) as pool:
        wrapped = list(pool.map(lambda n: LocalFileWrapper(path).wrap(b"%d" % n, clinic="c_1"), range(64)))

    assert [LocalFileWrapper(path).unwrap(w, clinic="c_1") for w in wrapped] == [b"%d" % n for n in range(64)]
    assert list(path.parent.iterdir()) == [path]


def test_a_lost_master_key_is_not_replaced_when_something_is_to_be_unwrapped(path):
    wrapper = LocalFileWrapper(path)
    wrapped = wrapper.wrap(b"keys", clinic="c_1")
    path.unlink()

    with pytest.raises(KeysUnavailable, match="restore it"):
        wrapper.unwrap(wrapped, clinic="c_1")
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "not a key", "{}", "\xff"])
def test_a_damaged_master_key_is_said_to_be_damaged(path, content):
    wrapper = LocalFileWrapper(path)
    wrapped = wrapper.wrap(b"keys", clinic="c_1")
    path.write_text(content, encoding="latin-1")

    with pytest.raises(KeysUnavailable, match="restore it"):
        wrapper.unwrap(wrapped, clinic="c_1")


def test_a_master_key_that_cannot_be_written_is_said_to_be_so(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(KeysUnavailable, match="cannot be created"):
        LocalFileWrapper(tmp_path / "file" / "master.json").wrap(b"keys", clinic="c_1")


def test_kms_is_used_when_it_is_configured_and_nothing_is_used_when_nothing_is(settings):
    assert isinstance(current_wrapper(), LocalFileWrapper)

    settings.KMS_KEY_ID = "alias/clinics"
    assert isinstance(current_wrapper(), KmsWrapper)

    settings.KMS_KEY_ID = settings.MASTER_KEY_FILE = ""
    with pytest.raises(KeysUnavailable, match="MASTER_KEY_FILE"):
        current_wrapper()
