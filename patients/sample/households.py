"""Households: people who share a name, an address and a telephone, of ages that fit each other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clinics.kit.countries import country as presets
from clinics.kit.folding import fold, parts
from patients.imported_person import ImportedAddress, ImportedIdentifier, ImportedPerson, ImportedPhone
from patients.sample.names import NAMES, Names, mix_of
from patients.sample.places import address_line, city_of, phone_of

# Of a hundred households: who lives in it.
KINDS = {"single": 24, "couple": 22, "family": 30, "one_parent": 9, "elders": 12, "shared": 3}
# Adults by decade of age, as in the pyramids of ageing countries.
ADULT_DECADES = {20: 15, 30: 17, 40: 17, 50: 19, 60: 17, 70: 11, 80: 4}
ELDER_AGES = (70, 97)
MAIL_HOSTS = ("example.com", "example.org", "example.net")


def sample_people(*, country: str, count: int, seed: int, today: date, language: str = "") -> Iterator[ImportedPerson]:
    """People for a clinic in `country` (ISO 3166), the same for the same arguments, household after household.

    Every address, number and identifier is of a kind that is kept for fiction or cannot exist. Some values are missing,
    as they are in real records.
    """
    homes = sample_households(country=country, count=count, seed=seed, today=today, language=language)
    return (each.person for home in homes for each in home)


def sample_households(
    *, country: str, count: int, seed: int, today: date, language: str = ""
) -> Iterator[list[Housemate]]:
    """The same people, home by home, with who they are to each other."""
    draw = random.Random(f"{country}:{seed}")  # noqa: S311 - people to look at, not secrets
    spoken = language or presets(country).language
    mix = mix_of(country, spoken)
    number = 0
    while number < count:
        names = NAMES[draw.choices(list(mix), list(mix.values()))[0]]
        home = Household(draw, country, spoken, names, today)
        people = []
        for member in home.people()[: count - number]:
            number += 1
            people.append(Housemate(member, home.record(member, f"sample-{seed}-{number:06}", number)))
        yield people


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a household before their record is written."""

    family: str
    is_woman: bool
    born: date
    is_partnered: bool = False
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class Housemate:
    """Somebody of a household with their record. The children are those of the adults beside them."""

    member: Member
    person: ImportedPerson


class Household:
    """One address with the people who live there."""

    def __init__(self, draw: random.Random, country: str, language: str, names: Names, today: date) -> None:
        self.draw, self.country, self.names, self.today = draw, country, names, today
        self.kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
        self.family = self._family_name()
        city = city_of(draw, country)
        lines = (address_line(draw, language), *((f"{draw.randint(1, 40)}",) if draw.random() < 0.1 else ()))
        self.address = ImportedAddress(lines, city.name, city.state, city.postal, country)
        self.landline = phone_of(draw, country) if draw.random() < 0.5 else ""
        self.language = names.language if names.language == language or draw.random() < 0.6 else language

    def people(self) -> list[Member]:
        """The members, the eldest first but for partners."""
        return getattr(self, f"_{self.kind}")()

    def record(self, member: Member, external_id: str, number: int) -> ImportedPerson:
        """The record of a member, with the gaps that records have."""
        draw = self.draw
        age = (self.today - member.born).days // 365
        given, middle = self._given(member.is_woman), ""
        if draw.random() < 0.3:
            middle = self._given(member.is_woman)
        died = self._death(member.born, age)
        return ImportedPerson(
            external_id=external_id,
            given=given,
            middle=middle if middle != given else "",
            family=member.family,
            preferred=given[:3] if len(given) > 6 and given.isascii() and draw.random() < 0.05 else "",
            birth_date=member.born,
            deceased=True if died else None,
            deceased_on=died,
            gender=draw.choices(["female" if member.is_woman else "male", "other", None], [97.5, 0.5, 2])[0],
            phones=self._phones(age),
            emails=self._emails(given, member.family, number, age),
            address=self.address if draw.random() < 0.96 else ImportedAddress(country=self.country),
            language=self.language if draw.random() < 0.9 else "",
            marital_status=self._marital_status(member, age),
            identifiers=self._identifiers(),
        )

    def _single(self) -> list[Member]:
        return [self._adult()]

    def _couple(self) -> list[Member]:
        one = self._adult(partnered=True)
        return [one, self._partner(one)]

    def _family(self) -> list[Member]:
        mother = self._member(self.family, True, self.draw.randint(24, 52), partnered=True)
        partner = self._partner(mother)
        return [mother, partner, *self._children(mother, youngest=partner.born)]

    def _one_parent(self) -> list[Member]:
        parent = self._member(self.family, self.draw.random() < 0.8, self.draw.randint(24, 52))
        return [parent, *self._children(parent)]

    def _elders(self) -> list[Member]:
        one = self._member(self.family, self.draw.random() < 0.6, self.draw.randint(*ELDER_AGES), partnered=True)
        return [one, self._partner(one)] if self.draw.random() < 0.6 else [one]

    def _shared(self) -> list[Member]:
        return [self._adult(self._family_name(), youngest=19, oldest=34) for _ in range(self.draw.randint(2, 4))]

    def _adult(self, family: str = "", *, partnered: bool = False, youngest: int = 0, oldest: int = 0) -> Member:
        decade = self.draw.choices(list(ADULT_DECADES), list(ADULT_DECADES.values()))[0]
        age = self.draw.randint(youngest, oldest) if oldest else decade + self.draw.randrange(10)
        return self._member(family or self.family, self.draw.random() < 0.51, age, partnered=partnered)

    def _partner(self, other: Member) -> Member:
        family = other.family if self.draw.random() < 0.7 else self._family_name()
        is_woman = other.is_woman if self.draw.random() < 0.04 else not other.is_woman
        born = other.born + timedelta(days=self.draw.randint(-2200, 2200))
        youngest = self.today - timedelta(days=18 * 366)
        return Member(family, is_woman, min(born, youngest), is_partnered=True)

    def _children(self, parent: Member, *, youngest: date = date.min) -> list[Member]:
        """One to four, born while the parent was 19 to 41 and the `youngest` of two 19 or more, and still at home."""
        first = max(parent.born, youngest) + timedelta(days=19 * 365 + self.draw.randrange(14 * 365))
        births = [
            first + timedelta(days=self.draw.randint(550, 1400) * place) for place in range(self._children_count())
        ]
        home_since = self.today - timedelta(days=21 * 365)
        oldest = parent.born + timedelta(days=42 * 365)
        born = [birth for birth in births if home_since < birth < min(self.today, oldest)]
        return [Member(self.family, self.draw.random() < 0.49, birth, is_child=True) for birth in born]

    def _children_count(self) -> int:
        return self.draw.choices([1, 2, 3, 4], [35, 42, 17, 6])[0]

    def _member(self, family: str, is_woman: bool, age: int, *, partnered: bool = False) -> Member:
        born = self.today - timedelta(days=int(age * 365.25) + self.draw.randrange(365))
        return Member(family, is_woman, born, partnered)

    def _given(self, is_woman: bool) -> str:
        return self.draw.choice(self.names.women if is_woman else self.names.men)

    def _family_name(self) -> str:
        """One name, two where Spanish or Portuguese is spoken, sometimes two with a hyphen."""
        one, other = self.draw.choice(self.names.families), self.draw.choice(self.names.families)
        if self.names.language in {"es", "pt"} and self.draw.random() < 0.7 and one != other:
            return f"{one} {other}"
        return f"{one}-{other}" if one != other and self.draw.random() < 0.04 else one

    def _death(self, born: date, age: int) -> date | None:
        if self.draw.random() >= max(0.0, (age - 60) / 250):
            return None
        days = self.draw.randrange(1, 8 * 365)
        return max(self.today - timedelta(days=days), born + timedelta(days=1))

    def _phones(self, age: int) -> tuple[ImportedPhone, ...]:
        phones = [ImportedPhone("home", self.landline)] if self.landline else []
        if age >= 12 and self.draw.random() < 0.85:
            phones.append(ImportedPhone("mobile", phone_of(self.draw, self.country)))
        return tuple(phones)

    def _emails(self, given: str, family: str, number: int, age: int) -> tuple[str, ...]:
        if age < 14 or self.draw.random() > (0.8 if age < 70 else 0.4):
            return ()
        words = [word for name in (given, family) for group in parts(name) for word in group]
        local = fold(".".join(words[:2]))
        return (f"{local}{number}@{self.draw.choice(MAIL_HOSTS)}",)

    def _marital_status(self, member: Member, age: int) -> str:
        if age < 18 or self.draw.random() < 0.12:
            return "S" if 14 <= age < 18 else ""
        if member.is_partnered:
            return self.draw.choices(["M", "T", "S"], [80, 8, 12])[0]
        return self.draw.choices(["S", "D", "W"], [55, 30, 15] if age < 65 else [20, 25, 55])[0]

    def _identifiers(self) -> tuple[ImportedIdentifier, ...]:
        """An insurance number, and where numbers exist that nobody can have, a national one."""
        draw = self.draw
        found = []
        if self.country == "US" and draw.random() < 0.7:
            found.append(ImportedIdentifier("us-ssn", f"666-{draw.randint(1, 99):02}-{draw.randint(1, 9999):04}"))
        if self.country == "GB" and draw.random() < 0.9:
            found.append(ImportedIdentifier("gb-nhs", _test_nhs_number(draw)))
        if draw.random() < 0.6:
            found.append(ImportedIdentifier("insurance-member", f"ZZ{draw.randrange(10**8):08}"))
        return tuple(found)


def _test_nhs_number(draw: random.Random) -> str:
    """From the range kept for tests (999), with its check digit."""
    while True:
        digits = f"999{draw.randrange(10**6):06}"
        check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
