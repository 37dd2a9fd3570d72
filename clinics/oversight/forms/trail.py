"""What somebody asks of the trail. A filter that is not known is refused, never left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import sentences
from clinics.kit.dates import DayField
from clinics.kit.filters import refuse_unknown
from clinics.oversight.queries import people
from clinics.oversight.queries.trail import CHANGES, OPENS, READS, TAKES_OUT, Asked, counted
from clinics.oversight.registry import found

DAYS = 30
AREAS = {
    "access": _("What was refused"),
    "api_client": _("Programs"),
    "appointment": _("Appointments"),
    "appointment_type": _("Calendar settings"),
    "audit": _("The trail"),
    "billing": _("Money"),
    "document": _("Documents"),
    "import": _("Imports"),
    "invoice": _("Invoices"),
    "note": _("Notes"),
    "operator_visit": _("Operators"),
    "patient": _("Patients"),
    "payment": _("Payments"),
    "staff": _("Staff"),
}
OTHER = _("Settings")
KINDS = [
    ("", _("Everything")),
    (READS, _("All that was only read")),
    (CHANGES, _("All that was done")),
    (OPENS, _("All records that were opened")),
    (TAKES_OUT, _("All that was downloaded or printed")),
]


class TrailForm(forms.Form):
    """Filters of the trail; the last thirty days where no day and no request is asked for."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    patient = forms.CharField(label=_("Patient's record number"), required=False, max_length=60)
    since = DayField(label=_("From"), required=False, css="input input-10")
    until = DayField(label=_("To"), required=False, css="input input-10")
    request = forms.CharField(label=_("Request"), required=False, max_length=64)

    def __init__(self, asked: QueryDict, *, at: datetime, zone: str) -> None:
        self.zone, self.today = ZoneInfo(zone), at.astimezone(ZoneInfo(zone)).date()
        super().__init__(self._with_days(asked))
        refuse_unknown(asked, known=[*self.fields, "page"])
        who: Any = self.fields["who"]
        what: Any = self.fields["what"]
        who.choices = [("", _("Everyone")), *people.choices()]
        asked_for = asked.get("who", "")
        if asked_for and asked_for not in dict(who.choices):
            who.choices += people.visit_choice(asked_for)
        what.choices = [*KINDS, *areas()]

    def _with_days(self, asked: QueryDict) -> QueryDict:
        """The last thirty days, unless days or one request are asked for."""
        if asked.get("since") or asked.get("until") or asked.get("request"):
            return asked
        filled = asked.copy()
        filled["since"] = (self.today - timedelta(days=DAYS)).isoformat()
        return filled

    def clean_patient(self) -> Any:
        text = self.cleaned_data["patient"].strip()
        if not text:
            return None
        if (known := found(text)) is None:
            raise forms.ValidationError(_("No patient has this record number."))
        return known

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This day is before the first one."))
        return given

    def asked(self) -> Asked:
        """What a valid form asks for; days are the clinic's, the last one included."""
        given = self.cleaned_data
        last = given["until"] + timedelta(days=1) if given["until"] else None
        return Asked(
            since=self._begin(given["since"]),
            until=self._begin(last),
            who=given["who"],
            what=given["what"],
            patient=given["patient"],
            request=given["request"].strip(),
        )

    def _begin(self, day: Any) -> datetime | None:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC) if day else None

    def kept(self) -> str:
        """The filters as the query of another address, without a page."""
        kept = QueryDict(mutable=True)
        for name in self.fields:
            if value := self.data.get(name):
                kept[name] = value
        return kept.urlencode()


def areas() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every event that can happen, under what it is about."""

    def area(name: str) -> str:
        return str(AREAS.get(name.partition(".")[0], OTHER))

    about, subject = counted(1), str(_("somebody"))
    options = [(area(each.name), each.name, str(each.did) % {"about": about, "subject": subject}) for each in sentences]
    options.sort(key=lambda option: (option[0] == str(OTHER), option[0], option[2]))
    return [
        (title, [(name, words) for _area, name, words in group]) for title, group in groupby(options, lambda o: o[0])
    ]
