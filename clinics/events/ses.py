"""Sending by Amazon SES, version 2 of its API. Set as EMAIL_BACKEND where MAIL_TRANSPORT is `ses`."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from django_ses import SESBackend

ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
"""No tries of boto3's own: each would be a second message when the answer to the first was lost."""

FOR_GOOD = frozenset({"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"})
"""Refusals of the message itself; everything else may go better later."""


class Backend(SESBackend):
    """Region, keys and endpoint are what boto3 finds; SES itself says when it is too fast for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "use_ses_v2": True, "aws_config": ONCE})


def code_of(failure: Exception) -> str:
    """The service's own code for a refusal, else the name of the error; never its text."""
    if isinstance(failure, ClientError):
        return str(failure.response.get("Error", {}).get("Code", "") or type(failure).__name__)
    return type(failure).__name__
