"""What an operator asks for when a clinic is opened: its shape, its presets, and what is wrong with it.

Nothing here asks the database; who else has the name is asked in `clinics.onboarding.queries`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit import countries, zones

DEFAULT_COUNTRY = "US"
LONGEST_NAME = 120
LONGEST_HOST = 253

# Hosts of the platform itself, of mail and discovery, and names that would look like them.
RESERVED = frozenset(
    """
    about abuse account accounts admin administrator api app apps assets auth autoconfig autodiscover billing blog book
    booking careers cdn clinic clinics console dashboard demo-admin dev developer developers dns docs documents email
    files ftp healthz help host hostmaster id imap info internal invoice invoices legal live localhost login logout mail
    media metrics mx news no-reply noc noreply ns ns1 ns2 oauth oidc operator ops owner payments platform pop pop3
    polyclinic portal postmaster prod production proxy public readyz register root sales security server setup shop
    sign-in signin signup smtp sso staff staging static status support sysadmin system test test-admin tls tools trust
    vpn web webhook webhooks webmaster webmail wpad www www1 www2
    """.split()  # noqa: SIM905  a list this long is read as words
)
SUBDOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an order: `field` of the Order, and what to do about it."""

    field: str
    sentence: str | Promise


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the operator asks for; checked before anything is made."""

    subdomain: str
    name: str
    admin_email: str
    time_zone: str
    currency: str
    country: str
    language: str
    host: str = ""


def with_presets(order: Order) -> Order:
    """The order with what is missing taken from its country, and codes and hosts in their usual case.

    A missing country is that of the time zone, or the United States. An unknown one fills nothing.
    """
    code = order.country.strip().upper() or _country_of(order.time_zone.strip()) or DEFAULT_COUNTRY
    tidy = replace(
        order,
        name=" ".join(order.name.split(" ")).strip(),
        admin_email=order.admin_email.strip().lower(),
        country=code,
        currency=order.currency.strip().upper(),
        time_zone=order.time_zone.strip(),
        host=order.host.strip().lower().removesuffix("."),
    )
    try:
        preset = countries.country(code)
    except countries.UnknownCountry:
        return tidy
    return replace(
        tidy,
        currency=tidy.currency or preset.currency,
        time_zone=tidy.time_zone or preset.time_zone,
        language=tidy.language or preset.language,
    )


def problems_of(order: Order) -> list[Problem]:
    """All that is wrong with the order by itself."""
    return [*_of_subdomain(order), *_of_name(order), *_of_email(order), *_of_place(order), *_of_host(order)]


def _of_subdomain(order: Order) -> Iterator[Problem]:
    if not SUBDOMAIN.fullmatch(order.subdomain):
        yield Problem(
            "subdomain",
            _(
                "“%(given)s” cannot be a subdomain. Use 2 to 40 lower-case letters, digits and hyphens,"
                " with a letter or digit first and last."
            )
            % {"given": order.subdomain},
        )
    elif order.subdomain[2:4] == "--":
        yield Problem("subdomain", _("A subdomain cannot have two hyphens in third and fourth place. Leave one out."))
    elif order.subdomain in RESERVED:
        yield Problem(
            "subdomain",
            _("“%(given)s” is kept for the platform itself. Choose another subdomain.") % {"given": order.subdomain},
        )


def _of_name(order: Order) -> Iterator[Problem]:
    if not order.name:
        yield Problem("name", _("A clinic needs a name. Give the one its patients know."))
    elif len(order.name) > LONGEST_NAME:
        yield Problem("name", _("The name is longer than %(most)s characters. Shorten it.") % {"most": LONGEST_NAME})
    elif not order.name.isprintable():
        yield Problem("name", _("The name has a line break or a control character in it. Leave that out."))


def _of_email(order: Order) -> Iterator[Problem]:
    try:
        validate_email(order.admin_email)
    except ValidationError:
        yield Problem(
            "admin_email",
            _("“%(given)s” is not an e-mail address. Give the one at which the first administrator reads mail.")
            % {"given": order.admin_email},
        )


def _of_place(order: Order) -> Iterator[Problem]:
    if order.country not in countries.countries():
        yield Problem(
            "country",
            _("“%(given)s” is not a country. Give its two letters in ISO 3166, such as US, GB or ES.")
            % {"given": order.country},
        )
        if not order.time_zone and not order.currency:
            return
    if order.time_zone not in zones.known():
        yield _unknown(
            "time_zone",
            order.time_zone,
            sorted(zones.known()),
            _("“%(given)s” is not a time zone. Give its IANA name, such as Europe/Madrid."),
        )
    if order.currency not in currencies():
        yield _unknown(
            "currency",
            order.currency,
            sorted(currencies()),
            _("“%(given)s” is not a currency. Give its three letters in ISO 4217, such as USD or EUR."),
        )


def _unknown(field: str, given: str, known: list[str], sentence: Promise | str) -> Problem:
    said = sentence % {"given": given}
    near = get_close_matches(given, known, n=1, cutoff=0.75)
    return Problem(field, f"{said} {_('Did you mean %(near)s?') % {'near': near[0]}}" if near else said)


def _of_host(order: Order) -> Iterator[Problem]:
    sentence = host_problem(order.host) if order.host else None
    if sentence:
        yield Problem("host", sentence)


def host_problem(host: str) -> str | Promise | None:
    """Why a clinic cannot have this host of its own, if it cannot."""
    if not is_host_name(host):
        return _(
            "“%(given)s” is not a host name. Give it without https://, port or path, such as clinic.example.org;"
            " letters beyond a to z in their xn-- form."
        ) % {"given": host}
    if host == settings.BASE_HOST or host.endswith(f".{settings.BASE_HOST}"):
        return _("“%(given)s” is one of the platform's own hosts. Leave it out, or give one of the clinic's own.") % {
            "given": host
        }
    return None


def is_host_name(host: str) -> bool:
    """Whether this is a full host name, lower case, of labels as DNS has them; addresses are not."""
    labels = host.split(".")
    if len(host) > LONGEST_HOST or len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not labels[-1].isdigit()
    return False


@cache
def currencies() -> frozenset[str]:
    """The codes of every currency that is legal tender somewhere today."""
    return frozenset(code for territory in countries.countries() for code in get_territory_currencies(territory))


def _country_of(time_zone: str) -> str:
    return str(get_global("zone_territories").get(time_zone, ""))
