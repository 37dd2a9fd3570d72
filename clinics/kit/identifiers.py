"""Systems of identifiers: what a number is called, who gives it out, and whether one can exist.

A check is for the person who types; what an old system exported is kept as it is, right or wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import luhn, verhoeff
from stdnum.at import vnr
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.mx import curp
from stdnum.nl import bsn
from stdnum.za import idnr

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class IdentifierSystem:
    """One kind of identifier. `key` is stored with each value and never changes; `uri` is its FHIR system, if any."""

    key: str
    label: str | Promise
    uri: str = ""
    check: Check | None = None

    def is_valid(self, value: str) -> bool | None:
        """Whether such a number can exist; None where its rule is not public."""
        return None if self.check is None else self.check(value)


def shaped(pattern: str) -> Check:
    """A check by shape alone, blanks, dots and hyphens aside."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda value: compiled.fullmatch(re.sub(r"[\s.-]", "", value)) is not None


def is_kvnr(value: str) -> bool:
    """German health insurance number: a letter and nine digits, the last by weights 1 and 2 over digit sums."""
    value = re.sub(r"\s", "", value).upper()
    if not re.fullmatch(r"[A-Z]\d{9}", value):
        return False
    digits = f"{ord(value[0]) - 64:02}{value[1:9]}"
    products = [int(digit) * (1 + index % 2) for index, digit in enumerate(digits)]
    return sum(product // 10 + product % 10 for product in products) % 10 == int(value[9])


def is_medicare(value: str) -> bool:
    """Australian Medicare card: 10 digits (and the person's place on the card), the ninth by weights 1, 3, 7, 9."""
    value = re.sub(r"[\s/-]", "", value)
    if not re.fullmatch(r"[2-6]\d{9,10}", value):
        return False
    return sum(int(digit) * weight for digit, weight in zip(value, (1, 3, 7, 9) * 2, strict=False)) % 10 == int(
        value[8]
    )


def is_nhi(value: str) -> bool:
    """New Zealand's National Health Index, HISO 10046: AAANNNC modulo 11, AAANNAX modulo 23; neither I nor O."""
    value = value.strip().upper()
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    old, new = re.fullmatch(r"[A-HJ-NP-Z]{3}\d{4}", value), re.fullmatch(r"[A-HJ-NP-Z]{3}\d\d[A-HJ-NP-Z]{2}", value)
    if not (old or new):
        return False
    worth = [letters.index(sign) + 1 if sign.isalpha() else int(sign) for sign in value]
    total = sum(number * weight for number, weight in zip(worth, range(7, 1, -1), strict=False))
    if new:
        return 23 - total % 23 == worth[6]
    return total % 11 != 0 and (11 - total % 11) % 10 == worth[6]


def is_cns(value: str) -> bool:
    """Brazilian health card: 15 digits whose sum by weights 15 to 1 is divisible by 11."""
    value = re.sub(r"\D", "", value)
    return len(value) == 15 and sum(int(digit) * (15 - place) for place, digit in enumerate(value)) % 11 == 0


def is_emirates_id(value: str) -> bool:
    """784, year of birth, seven digits and a Luhn digit."""
    value = re.sub(r"[\s-]", "", value)
    return re.fullmatch(r"784\d{12}", value) is not None and bool(luhn.is_valid(value))


def is_aadhaar(value: str) -> bool:
    """Twelve digits, not beginning with 0 or 1, the last by Verhoeff."""
    value = re.sub(r"[\s-]", "", value)
    return re.fullmatch(r"[2-9]\d{11}", value) is not None and bool(verhoeff.is_valid(value))


def is_dni_or_nie(value: str) -> bool:
    """Spanish identity number of citizens (DNI) or of foreigners (NIE), with its letter."""
    return bool(dni.is_valid(value) or nie.is_valid(value))


SSN = IdentifierSystem(
    "us-ssn",
    _("Social Security number"),
    "http://hl7.org/fhir/sid/us-ssn",
    shaped(r"(?!000)\d{3}(?!00)\d{2}(?!0000)\d{4}"),
)
MBI = IdentifierSystem(
    "us-mbi", _("Medicare number"), "http://hl7.org/fhir/sid/us-mbi",
    shaped(r"[1-9][A-Z][A-Z\d]\d[A-Z][A-Z\d]\d[A-Z]{2}\d{2}"),
)  # fmt: skip
NHS = IdentifierSystem("gb-nhs", _("NHS number"), "https://fhir.nhs.uk/Id/nhs-number", nhs.is_valid)
PPSN = IdentifierSystem("ie-ppsn", _("PPS number"), "", pps.is_valid)
KVNR = IdentifierSystem("de-kvnr", _("Health insurance number (KVNR)"), "http://fhir.de/sid/gkv/kvid-10", is_kvnr)
NIR = IdentifierSystem("fr-nir", _("Social security number (NIR)"), "urn:oid:1.2.250.1.213.1.4.8", nir.is_valid)
DNI = IdentifierSystem("es-dni", _("DNI or NIE"), "", is_dni_or_nie)
BSN = IdentifierSystem(
    "nl-bsn", _("Citizen service number (BSN)"), "http://fhir.nl/fhir/NamingSystem/bsn", bsn.is_valid
)
AHV = IdentifierSystem("ch-ahv", _("AHV number"), "urn:oid:2.16.756.5.32", ahv.is_valid)
SVNR = IdentifierSystem("at-svnr", _("Social insurance number"), "urn:oid:1.2.40.0.10.1.4.3.1", vnr.is_valid)
CA_HEALTH = IdentifierSystem("ca-health", _("Health card number"), "", shaped(r"[A-Z\d]{8,12}"))
MEDICARE = IdentifierSystem(
    "au-medicare", _("Medicare card number"), "http://ns.electronichealth.net.au/id/medicare-number", is_medicare
)
NHI = IdentifierSystem("nz-nhi", _("NHI number"), "https://standards.digital.health.nz/ns/nhi-id", is_nhi)
ZA_ID = IdentifierSystem("za-id", _("South African ID number"), "", idnr.is_valid)
ABHA = IdentifierSystem("in-abha", _("ABHA number"), "https://healthid.ndhm.gov.in", shaped(r"\d{14}"))
AADHAAR = IdentifierSystem("in-aadhaar", _("Aadhaar number"), "", is_aadhaar)
CURP = IdentifierSystem("mx-curp", _("CURP"), "", curp.is_valid)
CPF = IdentifierSystem("br-cpf", _("CPF"), "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf", cpf.is_valid)
CNS = IdentifierSystem("br-cns", _("Health card (CNS)"), "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns", is_cns)
EMIRATES_ID = IdentifierSystem("ae-eid", _("Emirates ID"), "", is_emirates_id)
KE_ID = IdentifierSystem("ke-id", _("National ID number"), "", shaped(r"\d{7,9}"))

PASSPORT = IdentifierSystem("passport", _("Passport number"), "", shaped(r"[A-Z\d]{5,12}"))
DRIVERS_LICENSE = IdentifierSystem("drivers-license", _("Driver's licence"))
INSURANCE = IdentifierSystem("insurance-member", _("Insurance member number"))
NATIONAL = IdentifierSystem("national-id", _("National identity number"))

EVERYWHERE = (PASSPORT, DRIVERS_LICENSE, INSURANCE, NATIONAL)
SYSTEMS = {
    system.key: system
    for system in (
        SSN, MBI, NHS, PPSN, KVNR, NIR, DNI, BSN, AHV, SVNR, CA_HEALTH, MEDICARE, NHI, ZA_ID, ABHA, AADHAAR, CURP, CPF,
        CNS, EMIRATES_ID, KE_ID, *EVERYWHERE,
    )
}  # fmt: skip
