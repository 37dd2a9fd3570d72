"""What narrows the list of messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.events.models import MailState
from clinics.kit.filters import refuse_unknown
from clinics.mail.queries.messages import TROUBLE
from clinics.mail.registry import mail_kinds


def kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *((kind.name, kind.label) for kind in mail_kinds)]


class LogFilterForm(forms.Form):
    """Which messages are listed; what is not given narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (TROUBLE, _("All that did not arrive")), *MailState.choices],
    )
    purpose = forms.ChoiceField(label=_("What it is"), required=False, choices=kinds)

    def __init__(self, data: Any) -> None:
        refuse_unknown(data, known=[*self.base_fields, "page"])
        super().__init__(data)
