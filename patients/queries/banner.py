"""What stands above everything about a person, on every page about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from clinics.kit.current import current_clinic
from clinics.kit.phones import shown_number
from patients.models import Alert, AlertSeverity, AllergyIntolerance, AllergyState, Criticality, Patient, PatientStatus

CRITICALITY_ORDER = (Criticality.HIGH, Criticality.UNABLE_TO_ASSESS, "", Criticality.LOW)


@dataclass(frozen=True)
class BannerAlert:
    """One alert as the banner shows it."""

    label: str
    kind: str
    icon: str
    url: str


@dataclass(frozen=True)
class Banner:
    """The inputs of `components/patient_banner.html`."""

    name: str
    url: str
    preferred_name: str
    pronouns: str
    age: str
    birth_date: date | None
    sex: str
    record_number: str
    phone: str
    allergies_state: str
    allergies: list[str] = field(default_factory=list)
    alerts: list[BannerAlert] = field(default_factory=list)
    status: str | Promise = ""


def banner_of(
    patient: Patient,
    *,
    at: datetime,
    alerts: Iterable[Alert] | None = None,
    allergies: Iterable[AllergyIntolerance] | None = None,
) -> Banner:
    """The banner of a person; two statements at most, for active alerts and allergies unless they are handed in."""
    url = reverse("patients:patient", args=[patient.pk])
    if alerts is None:
        alerts = patient.alerts.active()
    if allergies is None:
        allergies = patient.allergies.active() if patient.allergy_state == AllergyState.LISTED else ()
    return Banner(
        name=patient.name or _("Name not recorded"),
        url=url,
        preferred_name=patient.preferred_name,
        pronouns=patient.pronouns,
        age=age_shown(patient, at=at),
        birth_date=patient.birth_date,
        sex=str(patient.get_gender_display() or "") if patient.gender else "",
        record_number=patient.record_number,
        phone=first_phone(patient),
        allergies_state=patient.allergy_state,
        allergies=[allergy.substance for allergy in by_criticality(allergies)],
        alerts=[
            BannerAlert(alert.text, alert.severity, _alert_icon(alert.severity), f"{url}#alerts") for alert in alerts
        ],
        status=status_shown(patient),
    )


def by_criticality(allergies: Iterable[AllergyIntolerance]) -> list[AllergyIntolerance]:
    """The most dangerous first."""
    return sorted(allergies, key=lambda allergy: CRITICALITY_ORDER.index(allergy.criticality))


def age_shown(patient: Patient, *, at: datetime) -> str:
    """Years, or months of a child below two; nothing where it is not known."""
    today = at.astimezone(get_current_timezone()).date()
    age = patient.age_on(today)
    if age is None or patient.birth_date is None:
        return ""
    if age >= 2 or patient.is_deceased:
        return str(age)
    born = patient.birth_date
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    return _("%(months)s months") % {"months": months}


def first_phone(patient: Patient) -> str:
    """The telephone tried first, as it is written at home."""
    phones = (patient.search_values or {}).get("phones", [])
    return phone_shown(phones[0]) if phones else ""


def phone_shown(text: str) -> str:
    """A number as people of the clinic's country write it; what cannot be read stays as it is."""
    return shown_number(text, current_clinic().country)


def status_shown(patient: Patient) -> str:
    """A word where something is unusual: in error, deceased, inactive."""
    if patient.is_in_error:
        return _("Entered in error")
    if patient.is_deceased:
        return _("Deceased")
    return _("Inactive") if patient.status == PatientStatus.INACTIVE else ""


def _alert_icon(severity: str) -> str:
    return "exclamation-triangle" if severity == AlertSeverity.HIGH else "bell-alert"
