"""What a clinic is set up with in its country. Babel knows currencies, weeks and dates; the rest stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import exists
from babel.numbers import get_currency_precision, get_territory_currencies
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit import identifiers
from clinics.kit.identifiers import EVERYWHERE, IdentifierSystem


@dataclass(frozen=True, slots=True)
class SampleService:
    """An appointment type to begin with. `amount` is in the country's currency; None where we know no usual fee."""

    key: str
    name: str | Promise
    minutes: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Country:
    """Presets by ISO 3166-1 `code`: ISO 4217 currency, BCP 47 language, IANA zone; `week_start` 0 is Monday.

    `date_order` is "dmy", "mdy" or "ymd". `national` are the identifier systems of the country itself.
    """

    code: str
    language: str
    time_zone: str
    currency: str
    week_start: int
    date_order: str
    national: tuple[IdentifierSystem, ...] = ()
    services: tuple[SampleService, ...] = ()

    @property
    def phone_country(self) -> str:
        """Where a telephone number without country code is dialled."""
        return self.code

    @property
    def identifiers(self) -> tuple[IdentifierSystem, ...]:
        """Every system offered: the national ones first."""
        return self.national + EVERYWHERE

    def name(self, language: str = "en") -> str:
        """The country's name in a language."""
        return country_name(self.code, language)


class UnknownCountry(LookupError):
    """No ISO 3166-1 alpha-2 code of a country."""


# Language, time zone, and what the standard fees of SERVICES, thought in US dollars, are multiplied by and rounded to.
PRESETS: Mapping[str, tuple[str, str, str, str, tuple[IdentifierSystem, ...]]] = {
    "US": ("en", "America/New_York", "1", "5", (identifiers.SSN, identifiers.MBI)),
    "GB": ("en", "Europe/London", "0.6", "5", (identifiers.NHS,)),
    "IE": ("en", "Europe/Dublin", "0.6", "5", (identifiers.PPSN,)),
    "DE": ("de", "Europe/Berlin", "0.5", "5", (identifiers.KVNR,)),
    "FR": ("fr", "Europe/Paris", "0.4", "5", (identifiers.NIR,)),
    "ES": ("es", "Europe/Madrid", "0.4", "5", (identifiers.DNI,)),
    "NL": ("nl", "Europe/Amsterdam", "0.5", "5", (identifiers.BSN,)),
    "CH": ("de", "Europe/Zurich", "1", "5", (identifiers.AHV,)),
    "AT": ("de", "Europe/Vienna", "0.6", "5", (identifiers.SVNR,)),
    "CA": ("en", "America/Toronto", "0.9", "5", (identifiers.CA_HEALTH,)),
    "AU": ("en", "Australia/Sydney", "0.8", "5", (identifiers.MEDICARE,)),
    "NZ": ("en", "Pacific/Auckland", "0.7", "5", (identifiers.NHI,)),
    "ZA": ("en", "Africa/Johannesburg", "5", "10", (identifiers.ZA_ID,)),
    "IN": ("en", "Asia/Kolkata", "8", "50", (identifiers.ABHA, identifiers.AADHAAR)),
    "MX": ("es", "America/Mexico_City", "6", "50", (identifiers.CURP,)),
    "BR": ("pt", "America/Sao_Paulo", "2", "10", (identifiers.CPF, identifiers.CNS)),
    "AE": ("en", "Asia/Dubai", "3", "10", (identifiers.EMIRATES_ID,)),
    "KE": ("en", "Africa/Nairobi", "25", "100", (identifiers.KE_ID,)),
}
Service = tuple[str, Promise | str, int, str]  # key, name, minutes, dollars
SERVICES: tuple[Service, ...] = (
    ("new-patient", _("New patient"), 40, "180"),
    ("follow-up", _("Follow-up"), 20, "110"),
    ("annual-check", _("Annual check-up"), 30, "150"),
    ("dental-cleaning", _("Dental check and cleaning"), 45, "140"),
    ("vaccination", _("Vaccination"), 10, "45"),
    ("home-visit", _("Home visit"), 60, "160"),
    ("phone-call", _("Phone consultation"), 15, "60"),
)


def countries() -> tuple[str, ...]:
    """Every country a clinic may be in, by code."""
    return tuple(sorted(get_global("territory_zones").keys() & Locale("en").territories.keys() - {"001", "ZZ", "EU"}))


def country(code: str) -> Country:
    """The presets of a country: written for some, from Babel alone for the others.

    Raises UnknownCountry for anything that is not the code of one.
    """
    code = code.upper()
    if code not in countries():
        raise UnknownCountry(code)
    if code in PRESETS:
        language, zone, factor, step, national = PRESETS[code]
        services = tuple(_service(service, Decimal(factor), Decimal(step), _currency(code)) for service in SERVICES)
    else:
        language, zone, national = _language(code), get_global("territory_zones")[code][0], ()
        services = tuple(SampleService(key, name, minutes, None) for key, name, minutes, _amount in SERVICES)
    locale = _locale(language, code)
    return Country(
        code, language, zone, _currency(code), locale.first_week_day, _date_order(locale), national, services
    )


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in a language, its code where there is none."""
    try:
        return str(Locale.parse(language, sep="-").territories.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def _service(
    service: tuple[str, Promise | str, int, str], factor: Decimal, step: Decimal, currency: str
) -> SampleService:
    key, name, minutes, dollars = service
    exponent = Decimal(1).scaleb(-get_currency_precision(currency))
    amount = (Decimal(dollars) * factor / step).to_integral_value() * step
    return SampleService(key, name, minutes, amount.quantize(exponent))


def _currency(code: str) -> str:
    found = get_territory_currencies(code)
    return str(found[0]) if found else "USD"


def _language(code: str) -> str:
    official = [language.split("_")[0] for language in get_official_languages(code, de_facto=True)]
    return next((language for language in official if exists(language)), "en")


def _locale(language: str, code: str) -> Locale:
    try:
        return Locale.parse(f"{language}_{code}")
    except UnknownLocaleError:
        return Locale.parse("en_001")


def _date_order(locale: Locale) -> str:
    """The order in which day, month and year are written in short."""
    pattern = locale.date_formats["short"].pattern.lower()
    return "".join(sorted("dmy", key=pattern.index))
