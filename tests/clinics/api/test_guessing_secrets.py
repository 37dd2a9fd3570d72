"""Secrets of programs are not guessed from one address, and who knows theirs is let in."""

from __future__ import annotations

import pytest
import time_machine

from tests.conftest import client_at
from tests.factories.sign_in_flow import TOKEN
from tests.factories.tokens import client_of, token_of

pytestmark = pytest.mark.django_db


def test_secrets_are_not_guessed_from_one_address_and_the_right_one_is_let_in_afterwards(alder, birch, at):
    made, theirs = client_of(alder, at=at), client_of(birch, at=at)

    def ask(clinic, client, secret):
        asked = {"grant_type": "client_credentials", "client_id": client.pk, "client_secret": secret}
        return client_at(clinic, REMOTE_ADDR="203.0.113.77").post(TOKEN, asked)

    with time_machine.travel(at, tick=False) as clock:
        answers = [ask(alder, made.client, f"guess {each}") for each in range(31)]
        assert [answer.status_code for answer in answers] == [401] * 30 + [429]
        assert answers[-1]["Retry-After"] == "60"
        assert ask(alder, made.client, made.secret).status_code == 429
        assert ask(birch, theirs.client, theirs.secret).status_code == 200

        clock.shift(61)
        assert ask(alder, made.client, made.secret).status_code == 200


def test_right_secrets_are_not_counted(alder, at):
    made = client_of(alder, at=at)

    for _each in range(35):
        token_of(alder, made)
