"""What events are called when people read the trail.

Each app says it for its own events, in a module named `trail`. A sentence goes on after the name of
whoever did it: "Dana Doctor" + "opened the page of Ana Ruiz".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinics.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What an event says: `%(about)s` stands for the patients, `%(subject)s` for the member of staff.

    `reads` marks events by which identified patients were only shown; `opens` those of them by
    which somebody looked at one person's record, rather than at a list; `takes_out` those after which
    something about patients is outside the product.
    """

    name: str
    did: str | Promise
    reads: bool = False
    opens: bool = False
    takes_out: bool = False
    order: int = 100


sentences: Registry[Sentence] = Registry("audit sentences")


def register(found: Iterable[Sentence]) -> None:
    for sentence in found:
        sentences.register(sentence)


def did(event: str, *, about: str, subject: str = "") -> str:
    """What was done, in the language that is active."""
    if event not in sentences:
        return _("did what is recorded as “%(event)s”") % {"event": event}
    return str(sentences.get(event).did) % {"about": about, "subject": subject or _("somebody")}


def reading() -> list[str]:
    """Names of events by which patients were shown and nothing was changed."""
    return [sentence.name for sentence in sentences if sentence.reads]


def taking_out() -> list[str]:
    """Names of events after which something about patients is outside the product."""
    return [sentence.name for sentence in sentences if sentence.takes_out]


def opening() -> list[str]:
    """Names of events by which one person's record was looked at."""
    return [sentence.name for sentence in sentences if sentence.opens]
