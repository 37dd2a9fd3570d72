"""Refusals: the named reasons for which the product declines to do what was asked."""

from __future__ import annotations

from django.forms import BaseForm
from django.utils.functional import Promise


class Refusal(Exception):
    """A rule said no.

    Each subclass stands beside the action that raises it. `code` is stable and for machines,
    `sentence` says to a person what is so and what to do, `status` is the HTTP status of the
    problem document (RFC 9457). The edge turns a refusal into a form error or a problem once.
    """

    code: str = "refused"
    sentence: str | Promise = ""
    status: int = 409

    def __init__(self, sentence: str | Promise | None = None, *, field: str = "") -> None:
        if sentence is not None:
            self.sentence = sentence
        self.field = field
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence)


def tell(form: BaseForm, refusal: Refusal) -> None:
    """Say it beside the field it is about; above the form where that asks for no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
