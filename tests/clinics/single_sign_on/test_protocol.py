"""Which tokens are believed. The keys are made here; a real provider is in the neighbours' tests."""

from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.utils import timezone

from clinics.single_sign_on import protocol
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.refusals import ClocksDiffer, NotTrusted

ISSUER, CLIENT, NONCE = "https://login.example.com", "clinic", "nonce"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def published(private, kid="one", algorithm="RS256", **more) -> dict:
    shown = jwt.get_algorithm_by_name(algorithm).to_jwk(private.public_key(), as_dict=True)
    return {**shown, "kid": kid, "alg": algorithm, "use": "sig", **more}


def token(private, *, algorithm="RS256", kid="one", without=(), **said) -> str:
    now = timezone.now()
    claims = {
        "iss": ISSUER,
        "sub": "1",
        "aud": CLIENT,
        "nonce": NONCE,
        "iat": now,
        "exp": now + timedelta(minutes=5),
        **said,
    }
    kept = {name: value for name, value in claims.items() if name not in without}
    return jwt.encode(kept, private, algorithm=algorithm, headers={"kid": kid} if kid else {})


def believed(text: str, keys: list) -> dict:
    return protocol.verified(text, keys=keys, issuer=ISSUER, client_id=CLIENT, nonce=NONCE)


def test_a_token_for_us_of_now_and_of_this_sign_in_is_believed(key):
    assert believed(token(key), [published(key)])["sub"] == "1"


def test_a_token_without_a_key_id_is_checked_with_the_only_key(key):
    assert believed(token(key, kid=""), [published(key)])["sub"] == "1"


def test_elliptic_curves_are_taken():
    private = ec.generate_private_key(ec.SECP256R1())

    assert believed(token(private, algorithm="ES256"), [published(private, algorithm="ES256")])["sub"] == "1"


@pytest.mark.parametrize(
    "said",
    [
        {"iss": "https://login.example.com/"},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
    ],
)
def test_a_token_for_somebody_else_is_not(key, said):
    with pytest.raises(NotTrusted):
        believed(token(key, **said), [published(key)])


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_a_token_that_leaves_something_out_is_not(key, claim):
    with pytest.raises(NotTrusted):
        believed(token(key, without=(claim,)), [published(key)])


@pytest.mark.parametrize(
    "times", [{"exp": timedelta(minutes=-2)}, {"iat": timedelta(minutes=2)}, {"nbf": timedelta(minutes=2)}]
)
def test_a_token_of_another_time_says_that_clocks_differ(key, times):
    now = timezone.now()

    with pytest.raises(ClocksDiffer):
        believed(token(key, **{name: now + away for name, away in times.items()}), [published(key)])


def test_a_minute_between_clocks_is_let_pass(key):
    assert believed(token(key, iat=timezone.now() + timedelta(seconds=40)), [published(key)])


def test_a_signature_of_another_key_is_not_taken(key):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    with pytest.raises(NotTrusted):
        believed(token(other), [published(key)])


def test_a_token_without_signature_is_not(key):
    with pytest.raises(NotTrusted):
        believed(token(None, algorithm="none"), [published(key)])


def test_the_public_key_is_no_secret_to_sign_with(key):
    """The oldest trick: a token that is signed with what everybody knows, as if it were a shared secret."""
    import base64

    shared = {"kty": "oct", "kid": "one", "k": base64.urlsafe_b64encode(b"k" * 32).rstrip(b"=").decode()}

    with pytest.raises(NotTrusted):
        believed(token("k" * 32, algorithm="HS256"), [shared])


@pytest.mark.parametrize("text", ["", "a.b.c", "not a token", "e30.e30."])
def test_what_is_no_token_is_not(key, text):
    with pytest.raises(NotTrusted):
        believed(text, [published(key)])


def test_a_key_that_is_not_there_is_not_guessed(key):
    with pytest.raises(NotTrusted):
        believed(token(key, kid="two"), [published(key), published(key, kid="three")])


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ({"groups": ["a", "b"]}, ["a", "b"]),
        ({"groups": "a"}, ["a"]),
        ({"groups": ["a", 1, None, {"b": 1}]}, ["a"]),
        ({"groups": {"a": 1}}, []),
        ({}, []),
    ],
)
def test_a_claim_holds_one_text_or_many_and_nothing_else_counts(said, values):
    assert Claims({"sub": "1", **said}).values("groups") == values


def test_a_claim_is_found_inside_another_and_by_a_whole_name_with_dots():
    claims = Claims({"sub": "1", "realm_access": {"roles": ["a"]}, "https://x.example/roles": ["b"]})

    assert claims.values("realm_access.roles") == ["a"]
    assert claims.values("https://x.example/roles") == ["b"]
    assert claims.values("realm_access.roles.more") == []


def test_what_is_asked_for_afterwards_adds_and_never_replaces():
    claims = Claims(
        {"sub": "1", "email": "a@example.com"}, more={"email": "b@example.com", "amr": ["mfa"], "name": "A"}
    )

    assert (claims.email, claims.name, claims.methods) == ("a@example.com", "A", frozenset())


@pytest.mark.parametrize("address", [None, "", 5, "no address", ["a@example.com"]])
def test_what_is_no_address_is_none(address):
    assert Claims({"sub": "1", "email": address}).email == ""
