"""What is wrong with a trail, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.audit.verification import Fault

SENTENCES: dict[str, Promise] = {
    Fault.EDITED: _("Event %(first)s was changed after it was sealed."),
    Fault.MISSING: _("Event %(first)s is missing: its seal is there and its row is not."),
    Fault.SEAL_MISSING: _("The seals %(first)s to %(last)s are missing."),
    Fault.SEAL_EDITED: _("The seal of event %(first)s was changed; the event was not."),
    Fault.CUT: _("The end of the trail was cut off: events %(first)s to %(last)s were anchored and are gone."),
    Fault.NO_ANCHORS: _("There are seals and no anchors: the copies outside the database are gone."),
    Fault.RESTORED: _(
        "A backup was restored: events %(first)s to %(last)s were anchored and are not in it. "
        "%(who)s told so on %(when)s: %(why)s"
    ),
    Fault.ANCHORS_UNREACHABLE: _("The storage that holds the anchors did not answer, so the end was not compared."),
}
ONE_SEAL = _("The seal %(first)s is missing.")
ONE_CUT = _("The end of the trail was cut off: event %(first)s was anchored and is gone.")
ONE = {Fault.SEAL_MISSING: ONE_SEAL, Fault.CUT: ONE_CUT}


@dataclass(frozen=True)
class Shown:
    """A finding for people: its sentence, and the id of the event where it is known."""

    sentence: str
    event_id: str = ""


def shown(finding: dict[str, Any]) -> Shown:
    """A stored finding in the language that is active."""
    fault = Fault(finding["fault"])
    one = finding["sequence"] == finding["until"]
    sentence = ONE[fault] if one and fault in ONE else SENTENCES[fault]
    told = {name: finding.get(name, "") for name in ("who", "when", "why")}
    return Shown(str(sentence) % {"first": finding["sequence"], "last": finding["until"], **told}, finding["event_id"])
