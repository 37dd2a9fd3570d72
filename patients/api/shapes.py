"""What a person looks like to programs: what is sent and what is answered. Null or empty is "not recorded"."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from clinics.api.bodies import Body, moment
from clinics.kit.countries import countries
from patients.forms.fields import checked_identifier
from patients.models import AddressUse, ContactSystem, ContactUse, Gender, MaritalStatus, Patient, PatientStatus
from patients.models.identifier import EXTERNAL
from patients.models.patient import AllergyState, Source
from patients.person import IDENTITY, AddressDetails, ContactDetails, IdentifierDetails, PersonDetails
from patients.queries.parts import Known
from patients.snapshots import PARTS, plain


def text(length: int, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=length, allow_blank=True, required=False, **options)


class Contact(Body):
    """A telephone number or e-mail address. The order in which they are sent is the order of trying."""

    id = serializers.UUIDField(read_only=True)
    system = serializers.ChoiceField(ContactSystem.choices)
    use = serializers.ChoiceField(ContactUse.choices, allow_blank=True, required=False)
    value = serializers.CharField(max_length=254)
    note = text(120)


class Address(Body):
    id = serializers.UUIDField(read_only=True)
    use = serializers.ChoiceField(AddressUse.choices, required=False)
    lines = text(300, help_text="Street and number; lines are separated by line ends.")
    city = text(100)
    state = text(100)
    postal_code = text(20)
    country = text(2, help_text="ISO 3166-1 alpha-2.")

    def validate_country(self, value: str) -> str:
        if value and value not in countries():
            raise serializers.ValidationError(_("Enter a country's two letters, such as US."), code="unknown_country")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        told = ("lines", "city", "state", "postal_code")
        if not self.partial and not any(attrs.get(name) for name in told):
            raise serializers.ValidationError({"lines": _("Enter a street, a city or a postal code.")}, code="required")
        return attrs


class Identifier(Body):
    """A number within a system: a key such as `us-ssn` or `passport`, or `external:<software>` for an id of yours."""

    id = serializers.UUIDField(read_only=True)
    system = serializers.RegexField(r"^[a-z][a-z0-9-]*(:[a-z0-9][a-z0-9._-]*)?$", max_length=60)
    value = serializers.CharField(max_length=100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        system, value = attrs.get("system", ""), attrs.get("value", "")
        if ":" in system and not system.startswith(f"{EXTERNAL}:"):
            raise serializers.ValidationError({"system": _("Name it external:<software>.")}, code="unknown_system")
        try:
            checked_identifier(system, value)
        except ValidationError as error:
            raise serializers.ValidationError({"value": error.messages}, code="invalid_identifier") from error
        return attrs


class Person(Body):
    """The fields of a person's own record, which a PATCH changes one by one."""

    record_number = text(60, help_text="Without one the next free number is given.")
    prefix = text(30)
    given = text(80)
    middle = text(80)
    family = text(80)
    suffix = text(30)
    preferred_name = text(80)
    former_names = text(200)
    pronouns = text(40)
    birth_date = serializers.DateField(allow_null=True, required=False)
    gender = serializers.ChoiceField(Gender.choices, allow_null=True, required=False)
    deceased = serializers.BooleanField(allow_null=True, required=False)
    deceased_on = serializers.DateField(allow_null=True, required=False)
    marital_status = serializers.ChoiceField(MaritalStatus.choices, allow_blank=True, required=False)
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=12),
        max_length=10,
        required=False,
        help_text="BCP 47, the preferred one first.",
    )


class NewPerson(Person):
    """A person to register."""

    contacts: Any = serializers.ListSerializer(child=Contact(), required=False, max_length=20)
    addresses: Any = serializers.ListSerializer(child=Address(), required=False, max_length=10)
    identifiers: Any = serializers.ListSerializer(child=Identifier(), required=False, max_length=20)
    even_if_alike = serializers.BooleanField(
        default=False, help_text="Register although somebody like this is registered already."
    )


class PatientRecord(NewPerson):
    """A patient as recorded."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(PatientStatus.choices)
    allergy_state = serializers.ChoiceField(AllergyState.choices)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]  # a field, not where DRF reads one
    version = serializers.IntegerField(help_text="Also the ETag.")
    recorded_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    even_if_alike = None  # type: ignore[assignment]


class WithdrawalReason(Body):
    reason = serializers.ChoiceField(["duplicate", "mistaken", "test"])


def details_of(told: dict[str, Any]) -> PersonDetails:
    """What was sent, as registration takes it."""
    own: dict[str, Any] = {name: told[name] for name in (*IDENTITY, "record_number") if name in told}
    own["languages"] = tuple(own.get("languages", ()))
    return PersonDetails(
        **own,
        contacts=tuple(ContactDetails(**each) for each in told.get("contacts", ())),
        addresses=tuple(AddressDetails(**each) for each in told.get("addresses", ())),
        identifiers=tuple(IdentifierDetails(**each) for each in told.get("identifiers", ())),
    )


def record(patient: Patient, parts: Known) -> dict[str, Any]:
    """A patient and what `parts_of` found of them, as `PatientRecord` describes it."""
    shown: dict[str, Any] = {
        "id": str(patient.pk),
        "status": patient.status,
        "record_number": patient.record_number,
        **{name: plain(getattr(patient, name)) for name in IDENTITY},
        **{name: [part(name, row) for row in rows[patient.pk]] for name, rows in parts.items()},
        "allergy_state": patient.allergy_state,
        "source": patient.source,
        "version": patient.version,
        "recorded_at": moment(patient.recorded_at),
        "updated_at": moment(patient.updated_at),
    }
    return shown


def part(name: str, row: Any) -> dict[str, Any]:
    """One contact, address or identifier."""
    return {field: plain(getattr(row, field)) for field in PARTS[name]}
