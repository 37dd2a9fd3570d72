"""The real AWS client against a local AWS server."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from clinics.encryption import keyring
from clinics.encryption.wrapping import KeysUnavailable, KmsWrapper, current_wrapper
from clinics.kit.ids import new_id
from tests.clinics.encryption.conftest import keys_of

pytestmark = pytest.mark.usefixtures("fresh_keys")


@pytest.fixture(scope="module")
def aws_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def aws(aws_server, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return boto3.session.Session().client("kms")


@pytest.fixture
def key_id(aws):
    return aws.create_key(Description="clinics")["KeyMetadata"]["KeyId"]


def test_what_is_wrapped_for_a_clinic_unwraps_for_it_only(key_id):
    wrapped = KmsWrapper(key_id).wrap(b"keys", clinic="c_1")

    assert b"keys" not in wrapped
    assert KmsWrapper(key_id).unwrap(wrapped, clinic="c_1") == b"keys"
    with pytest.raises(KeysUnavailable, match="decrypt the keys of c_2: InvalidCiphertext"):
        KmsWrapper(key_id).unwrap(wrapped, clinic="c_2")


def test_what_the_key_before_wrapped_opens_until_it_is_wrapped_anew(aws, key_id):
    """Two keys while `rotate_keys --wrapping` runs; what belongs to neither is refused."""
    newer = aws.create_key(Description="clinics, next year")["KeyMetadata"]["KeyId"]
    wrapped = KmsWrapper(key_id).wrap(b"keys", clinic="c_1")

    with pytest.raises(KeysUnavailable):
        KmsWrapper(newer).unwrap(wrapped, clinic="c_1")
    both = KmsWrapper(newer, previous_key_id=key_id)
    anew = both.wrap(both.unwrap(wrapped, clinic="c_1"), clinic="c_1")
    assert KmsWrapper(newer).unwrap(anew, clinic="c_1") == b"keys"
    with pytest.raises(KeysUnavailable):
        both.unwrap(wrapped, clinic="c_2")


def test_the_encryption_context_is_the_clinic(aws, key_id):
    wrapped = KmsWrapper(key_id).wrap(b"keys", clinic="c_1")

    assert aws.decrypt(CiphertextBlob=wrapped, EncryptionContext={"clinic": "c_1"})["Plaintext"] == b"keys"
    with pytest.raises(ClientError):
        aws.decrypt(CiphertextBlob=wrapped)


def test_a_clinic_lives_on_kms_alone(key_id, settings):
    settings.KMS_KEY_ID, settings.MASTER_KEY_FILE = key_id, ""
    clinic = keys_of("c_1")

    assert keyring.of(clinic).token64("name", "ana") == keyring.of(clinic).token64("name", "ana")
    with pytest.raises(KeysUnavailable):
        keyring.of(clinic._replace(schema_name="c_2"))


@pytest.fixture
def refusing_aws():
    """Answers as AWS KMS does for a disabled key, which the local AWS server does not refuse."""

    def answer(environ, start_response):
        start_response("400 Bad Request", [("Content-Type", "application/x-amz-json-1.1")])
        return [b'{"__type": "DisabledException", "message": "the key is disabled"}']

    server = make_server("127.0.0.1", 0, answer, handler_class=SilentHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def test_a_disabled_key_opens_nothing_and_makes_no_clinic(refusing_aws, key_id, settings, monkeypatch):
    wrapped = KmsWrapper(key_id).wrap(b"keys", clinic="c_1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", refusing_aws)
    settings.KMS_KEY_ID = key_id

    with pytest.raises(KeysUnavailable, match="decrypt the keys of c_1: Disabled"):
        current_wrapper().unwrap(wrapped, clinic="c_1")
    with pytest.raises(KeysUnavailable, match="encrypt the keys of c_2: Disabled"):
        keys_of("c_2")
    assert not settings.MASTER_KEY_FILE.exists()


def test_a_key_that_does_not_exist_opens_nothing(key_id):
    wrapped = KmsWrapper(key_id).wrap(b"keys", clinic="c_1")

    with pytest.raises(KeysUnavailable, match="NotFound"):
        KmsWrapper(str(new_id())).wrap(b"keys", clinic="c_1")
    with pytest.raises(KeysUnavailable, match="c_1"):
        KmsWrapper(str(new_id())).unwrap(wrapped, clinic="c_1")


def test_an_unreachable_kms_opens_nothing_and_makes_no_clinic(key_id, settings, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    settings.KMS_KEY_ID = key_id

    with pytest.raises(KeysUnavailable, match="did not encrypt"):
        keys_of("c_1")
    assert not settings.MASTER_KEY_FILE.exists()


def test_no_region_is_a_clear_error(monkeypatch):
    for name in ("AWS_DEFAULT_REGION", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")

    with pytest.raises(KeysUnavailable, match="region"):
        KmsWrapper("alias/clinics").wrap(b"keys", clinic="c_1")
