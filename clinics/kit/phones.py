"""Telephone numbers as people write them, brought to the international form (E.164) where they have one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

FEWEST_DIGITS = 5
MOST_DIGITS = 15  # E.164
LONGEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` is "+" and digits where the number can exist in its country, else its digits as dialled locally."""

    number: str
    extension: str = ""

    @property
    def is_international(self) -> bool:
        """Whether the number can be dialled from anywhere."""
        return self.number.startswith("+")

    @property
    def digits(self) -> str:
        """The number without its plus."""
        return self.number.removeprefix("+")


def read_phone(text: str, country: str) -> Phone | None:
    """The number somebody wrote, `country` (ISO 3166) being where a number without country code is dialled.

    Numbers no operator has given out are taken too, since exports are full of them; None is for text that cannot be
    dialled at all.
    """
    if len(text) > LONGEST_TEXT:
        return None
    try:
        parsed = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return _as_dialled(text)
    if not phonenumbers.is_possible_number(parsed):
        return _as_dialled(text)
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Phone(number, parsed.extension or "")


def shown_number(text: str, country: str) -> str:
    """A number as somebody in `country` writes it; what cannot be dialled from anywhere stays as it is."""
    if text[1:].isdecimal() and text.startswith("+"):  # E.164 already, as most are: read once
        phone: Phone | None = Phone(text)
    else:
        phone = read_phone(text, country)
    try:
        return shown_phone(phone, country) if phone and phone.is_international else text
    except phonenumbers.NumberParseException:
        return text


def national_digits(number: str) -> str:
    """The digits of an E.164 number without country code and trunk zero; of another number its digits."""
    if not number.startswith("+"):
        return re.sub(r"\D", "", number)
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number.removeprefix("+")
    return phonenumbers.national_significant_number(parsed)


def shown_phone(phone: Phone, country: str) -> str:
    """As somebody in `country` writes it: nationally at home, internationally abroad."""
    if not phone.is_international:
        return phone.number
    code = phonenumbers.country_code_for_region(country)
    parsed = _at_home(phone.digits, code) or phonenumbers.parse(phone.number, None)
    at_home = code == parsed.country_code
    form = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(parsed, form.NATIONAL if at_home else form.INTERNATIONAL)
    return f"{shown} ext. {phone.extension}" if phone.extension else shown


def _at_home(digits: str, code: int) -> phonenumbers.PhoneNumber | None:
    """A number of this country code without parsing it, which is most of the work; None where that may be wrong."""
    national = digits.removeprefix(str(code)) if code else ""
    if not national or national == digits or national.startswith("0"):
        return None
    return phonenumbers.PhoneNumber(country_code=code, national_number=int(national))


def _as_dialled(text: str) -> Phone | None:
    if re.search(r"[^\W\d_]{2,}", text):
        return None
    digits = re.sub(r"\D", "", text)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    return Phone(digits)
