"""A local AWS server that takes mail as SES does, asked by the real client."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

import boto3
import pytest
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"
SENDER = "no-reply@clinics.example"


@pytest.fixture(scope="session")
def aws_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


class Taken:
    """What SES took so far: how many, and calling it gives the messages."""

    def __init__(self, service: Any) -> None:
        self.service = service

    def __len__(self) -> int:
        return len(self.service.sent_messages)

    def __call__(self) -> list[EmailMessage]:
        return [message_from_string(sent.raw_data, policy=policy.default) for sent in self.service.sent_messages]


@pytest.fixture
def ses(aws_server, monkeypatch, settings) -> Iterator[Taken]:
    """Send through SES."""
    environment = {
        "AWS_ENDPOINT_URL": aws_server,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.MAIL_TRANSPORT = "ses"
    settings.EMAIL_BACKEND = "clinics.events.ses.Backend"
    settings.AWS_SES_REGION_NAME = REGION
    settings.DEFAULT_FROM_EMAIL = f"Polyclinic <{SENDER}>"
    service = get_backend("ses")[DEFAULT_ACCOUNT_ID][REGION]
    service.reset()
    boto3.session.Session().client("sesv2").create_email_identity(EmailIdentity=SENDER)
    yield Taken(service)
    service.reset()
