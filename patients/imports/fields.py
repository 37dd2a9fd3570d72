"""What a column can be imported as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit.identifiers import SYSTEMS


class Field(StrEnum):
    """A value of a person. Remembered mappings hold these words: never change one."""

    EXTERNAL_ID = "external_id"
    RECORD_NUMBER = "record_number"
    FULL_NAME = "full_name"
    PREFIX = "prefix"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    SUFFIX = "suffix"
    PREFERRED = "preferred"
    BIRTH_DATE = "birth_date"
    DECEASED = "deceased"
    GENDER = "gender"
    PHONE = "phone"
    PHONE_HOME = "phone_home"
    PHONE_MOBILE = "phone_mobile"
    PHONE_WORK = "phone_work"
    EMAIL = "email"
    ADDRESS = "address"
    HOUSE_NUMBER = "house_number"
    CITY = "city"
    STATE = "state"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    LANGUAGE = "language"
    MARITAL_STATUS = "marital_status"
    IDENTIFIER = "identifier"


LABELS: dict[Field, str | Promise] = {
    Field.EXTERNAL_ID: _("Id in the other system"),
    Field.RECORD_NUMBER: _("Record number"),
    Field.FULL_NAME: _("Full name"),
    Field.PREFIX: _("Title"),
    Field.GIVEN: _("Given name"),
    Field.MIDDLE: _("Middle name"),
    Field.FAMILY: _("Family name"),
    Field.SUFFIX: _("Suffix"),
    Field.PREFERRED: _("Preferred name"),
    Field.BIRTH_DATE: _("Birth date"),
    Field.DECEASED: _("Deceased"),
    Field.GENDER: _("Gender"),
    Field.PHONE: _("Telephone"),
    Field.PHONE_HOME: _("Telephone at home"),
    Field.PHONE_MOBILE: _("Mobile telephone"),
    Field.PHONE_WORK: _("Telephone at work"),
    Field.EMAIL: _("E-mail"),
    Field.ADDRESS: _("Address"),
    Field.HOUSE_NUMBER: _("House number"),
    Field.CITY: _("City"),
    Field.STATE: _("State or province"),
    Field.POSTAL_CODE: _("Postal code"),
    Field.COUNTRY: _("Country"),
    Field.LANGUAGE: _("Language"),
    Field.MARITAL_STATUS: _("Marital status"),
    Field.IDENTIFIER: _("Identifier"),
}
REPEATABLE = frozenset(
    {Field.PHONE, Field.PHONE_HOME, Field.PHONE_MOBILE, Field.PHONE_WORK, Field.EMAIL, Field.ADDRESS, Field.MIDDLE}
)
DATES = frozenset({Field.BIRTH_DATE, Field.DECEASED})


@dataclass(frozen=True, slots=True)
class Target:
    """A field, and for an identifier its system (a key of clinics.kit.identifiers.SYSTEMS)."""

    field: Field
    system: str = ""

    def __str__(self) -> str:
        return f"{self.field}:{self.system}" if self.system else str(self.field)

    @classmethod
    def parse(cls, text: str) -> Target:
        """The target that `str` wrote. Raises ValueError for another text."""
        name, _colon, system = text.partition(":")
        field = Field(name)
        if (field == Field.IDENTIFIER) != (system in SYSTEMS):
            raise ValueError(text)
        return cls(field, system)

    @property
    def label(self) -> str | Promise:
        """What a person calls it."""
        return SYSTEMS[self.system].label if self.system else LABELS[self.field]

    @property
    def is_repeatable(self) -> bool:
        """Whether several columns may give it."""
        return self.field in REPEATABLE
