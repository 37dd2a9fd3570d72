"""People who are cared for, and what is recorded of who they are."""

from patients.models.care import BrokenGlass, CareTeamMember, Ground, Part, RestrictedChart, UnrestrictedChart
from patients.models.contact import Address, AddressUse, ContactPoint, ContactSystem, ContactUse
from patients.models.identifier import EXTERNAL, Identifier, RecordNumber
from patients.models.patient import (
    AllergyState,
    Gender,
    MailPurpose,
    MaritalStatus,
    Patient,
    PatientStatus,
    Source,
)
from patients.models.relationship import INVERSE, RelationKind, Relationship
from patients.models.version import ChartOpening, PatientVersion
from patients.models.warning import (
    Alert,
    AlertCategory,
    AlertSeverity,
    AlertStatus,
    AllergyCategory,
    AllergyIntolerance,
    AllergyStatement,
    AllergyStatus,
    Criticality,
)

__all__ = [
    "EXTERNAL",
    "INVERSE",
    "Address",
    "AddressUse",
    "Alert",
    "AlertCategory",
    "AlertSeverity",
    "AlertStatus",
    "AllergyCategory",
    "AllergyIntolerance",
    "AllergyState",
    "AllergyStatement",
    "AllergyStatus",
    "BrokenGlass",
    "CareTeamMember",
    "ChartOpening",
    "ContactPoint",
    "ContactSystem",
    "ContactUse",
    "Criticality",
    "Gender",
    "Ground",
    "Identifier",
    "MailPurpose",
    "MaritalStatus",
    "Part",
    "Patient",
    "PatientStatus",
    "PatientVersion",
    "RecordNumber",
    "RelationKind",
    "Relationship",
    "RestrictedChart",
    "Source",
    "UnrestrictedChart",
]
