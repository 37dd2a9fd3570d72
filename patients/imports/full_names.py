"""Names that come in one column, taken apart by the order that was decided for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from clinics.kit.folding import fold
from patients.imports.findings import Ambiguity, Answers, Choice, Finding

PREFIXES = frozenset(
    {"mr", "mrs", "ms", "mx", "miss", "dr", "prof", "herr", "frau", "sr", "sra", "srta", "mme", "mlle"}
)
SUFFIXES = frozenset({"jr", "ii", "iii", "iv", "md", "phd", "esq"})
PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "du", "van", "von", "der", "den", "zu", "zur",
     "ter", "ten", "el", "al", "bin", "ibn", "bint", "abu", "st", "y", "e", "mc", "mac", "o"}
)  # fmt: skip
ORDERS = {
    "given_first": _("given name first (Ana García)"),
    "given_first_two_families": _("given name first, then two family names (Ana García López)"),
    "family_first": _("family name first (García Ana)"),
}


class NameParts(NamedTuple):
    """A name taken apart."""

    prefix: str = ""
    given: str = ""
    family: str = ""
    suffix: str = ""


@dataclass
class FullNameColumn:
    """Learns whether a column needs an order at all: "García, Ana" says it itself."""

    key: str
    label: str
    samples: tuple[str, ...] = ()

    def add(self, text: str) -> None:
        """Take one value."""
        if "," not in text and len(_shell(text.split())[1]) > 1 and len(self.samples) < 3:
            self.samples = (*self.samples, text.strip())

    def outcome(self, answers: Answers) -> tuple[str, list[Finding | Ambiguity]]:
        """The order (a key of ORDERS), asked wherever a name does not say it."""
        if not self.samples:
            return "family_first", []
        choices = tuple(
            Choice(order, label, tuple(_shown(text, order) for text in self.samples)) for order, label in ORDERS.items()
        )
        answer = answers.get(self.key, "")
        if answer in ORDERS:
            return answer, [Finding(self.key, answer, ORDERS[answer], _("You chose it."), choices)]
        question = _("In which order are the names in “%(column)s” written?") % {"column": self.label}
        return "given_first", [Ambiguity(self.key, question, choices)]


def take_apart(text: str, order: str) -> NameParts:
    """The parts of a full name. A comma after the family name is believed; a single word is a family name."""
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip() and _key(after) not in SUFFIXES:
        title, family, generation = _shell(before.replace(",", " ").split())
        prefix, given, suffix = _shell(after.replace(",", " ").split())
        return NameParts(
            f"{title} {prefix}".strip(), " ".join(given), " ".join(family), f"{generation} {suffix}".strip()
        )
    prefix, inner, suffix = _shell(text.replace(",", " ").split())
    if order == "family_first":
        at = _end_of_first_family(inner)
        return NameParts(prefix, " ".join(inner[at:]), " ".join(inner[:at]), suffix)
    at = _start_of_family(inner, 2 if order == "given_first_two_families" and len(inner) > 2 else 1)
    return NameParts(prefix, " ".join(inner[:at]), " ".join(inner[at:]), suffix)


def _start_of_family(words: list[str], families: int) -> int:
    """Where the family name begins, the particles before it included; a given name is left if there are two words."""
    at = max(len(words) - families, 0)
    while at > 1 and _key(words[at - 1]) in PARTICLES:
        at -= 1
    return at


def _end_of_first_family(words: list[str]) -> int:
    at = 0
    while at < len(words) - 2 and _key(words[at]) in PARTICLES:
        at += 1
    return min(at + 1, len(words))


def _shell(words: list[str]) -> tuple[str, list[str], str]:
    """Title, name and suffix. At least one word is always the name."""
    first = 1 if len(words) > 1 and _key(words[0]) in PREFIXES else 0
    end = len(words)
    while end > first + 1 and _key(words[end - 1]) in SUFFIXES:
        end -= 1
    return " ".join(words[:first]), words[first:end], " ".join(words[end:])


def _key(word: str) -> str:
    return fold(word).strip(" .,")


def _shown(text: str, order: str) -> str:
    parts = take_apart(text, order)
    return f"{text} → {parts.family}, {parts.given}"
