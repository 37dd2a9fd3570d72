"""Allergies and alerts as clinics write them, by language."""

from __future__ import annotations

from typing import NamedTuple

from patients.models import AlertCategory, AlertSeverity, AllergyCategory, AllergyStatus, Criticality

DRUG, FOOD, OUTSIDE = AllergyCategory.MEDICATION, AllergyCategory.FOOD, AllergyCategory.ENVIRONMENT
HIGH, LOW, UNSURE = Criticality.HIGH, Criticality.LOW, Criticality.UNABLE_TO_ASSESS
CONFIRMED, REPORTED = AllergyStatus.CONFIRMED, AllergyStatus.UNCONFIRMED


class SampleAllergy(NamedTuple):
    substance: str
    reaction: str
    category: str
    criticality: str
    status: str


class SampleAlert(NamedTuple):
    """`ages` are those it makes sense for, the first and the last."""

    text: str
    category: str
    severity: str
    ages: tuple[int, int]


ALLERGIES = {
    "en": (
        SampleAllergy("Penicillin", "Hives within an hour", DRUG, HIGH, CONFIRMED),
        SampleAllergy("Amoxicillin", "Rash on trunk, day 5", DRUG, LOW, CONFIRMED),
        SampleAllergy("Sulfamethoxazole", "Rash", DRUG, LOW, REPORTED),
        SampleAllergy("Ibuprofen", "Wheezing", DRUG, HIGH, CONFIRMED),
        SampleAllergy("Codeine", "Nausea and vomiting", DRUG, LOW, REPORTED),
        SampleAllergy("Latex", "Contact dermatitis from gloves", OUTSIDE, LOW, CONFIRMED),
        SampleAllergy("Peanut", "Anaphylaxis in 2019, carries an auto-injector", FOOD, HIGH, CONFIRMED),
        SampleAllergy("Shellfish", "Swelling of the lips", FOOD, HIGH, REPORTED),
        SampleAllergy("Bee venom", "Large local swelling", OUTSIDE, UNSURE, REPORTED),
        SampleAllergy("Iodinated contrast", "Flushing and itching during CT", DRUG, UNSURE, REPORTED),
        SampleAllergy("Lisinopril", "Dry cough", DRUG, LOW, CONFIRMED),
        SampleAllergy("House dust mite", "Runny nose, worse in winter", OUTSIDE, LOW, CONFIRMED),
    ),
    "es": (
        SampleAllergy("Penicilina", "Urticaria en la primera hora", DRUG, HIGH, CONFIRMED),
        SampleAllergy("Amoxicilina", "Exantema en el tronco al quinto día", DRUG, LOW, CONFIRMED),
        SampleAllergy("Metamizol", "Erupción cutánea", DRUG, LOW, REPORTED),
        SampleAllergy("Ibuprofeno", "Sibilancias", DRUG, HIGH, CONFIRMED),
        SampleAllergy("Codeína", "Náuseas y vómitos", DRUG, LOW, REPORTED),
        SampleAllergy("Látex", "Dermatitis de contacto por guantes", OUTSIDE, LOW, CONFIRMED),
        SampleAllergy("Cacahuete", "Anafilaxia en 2019, lleva autoinyector", FOOD, HIGH, CONFIRMED),
        SampleAllergy("Marisco", "Hinchazón de los labios", FOOD, HIGH, REPORTED),
        SampleAllergy("Veneno de abeja", "Gran hinchazón local", OUTSIDE, UNSURE, REPORTED),
        SampleAllergy("Contraste yodado", "Rubor y picor durante un TAC", DRUG, UNSURE, REPORTED),
        SampleAllergy("Enalapril", "Tos seca", DRUG, LOW, CONFIRMED),
        SampleAllergy("Polen de olivo", "Rinitis en primavera", OUTSIDE, LOW, CONFIRMED),
    ),
}
ALERTS = {
    "en": (
        SampleAlert("Takes apixaban: bleeding risk", AlertCategory.CLINICAL, AlertSeverity.HIGH, (62, 99)),
        SampleAlert("Falls: two in the last six months", AlertCategory.SAFETY, AlertSeverity.HIGH, (74, 99)),
        SampleAlert("Insulin pump, no MRI with it", AlertCategory.CLINICAL, AlertSeverity.HIGH, (12, 60)),
        SampleAlert("Hard of hearing: face them, speak slowly", AlertCategory.CLINICAL, AlertSeverity.NORMAL, (66, 99)),
        SampleAlert("Faints when blood is drawn", AlertCategory.SAFETY, AlertSeverity.NORMAL, (14, 55)),
        SampleAlert("Dental anxiety: offer breaks", AlertCategory.BEHAVIORAL, AlertSeverity.NORMAL, (6, 60)),
        SampleAlert("Wheelchair: room 2 only", AlertCategory.ADMINISTRATIVE, AlertSeverity.NORMAL, (20, 99)),
        SampleAlert("MRSA carrier: gown and gloves", AlertCategory.CONTACT, AlertSeverity.HIGH, (50, 99)),
        SampleAlert("Call the mother's mobile, not home", AlertCategory.ADMINISTRATIVE, AlertSeverity.NORMAL, (0, 17)),
    ),
    "es": (
        SampleAlert("Toma apixabán: riesgo de sangrado", AlertCategory.CLINICAL, AlertSeverity.HIGH, (62, 99)),
        SampleAlert("Caídas: dos en los últimos seis meses", AlertCategory.SAFETY, AlertSeverity.HIGH, (74, 99)),
        SampleAlert("Bomba de insulina: retirar para resonancia", AlertCategory.CLINICAL, AlertSeverity.HIGH, (12, 60)),
        SampleAlert("Oye mal: hablar de frente y despacio", AlertCategory.CLINICAL, AlertSeverity.NORMAL, (66, 99)),
        SampleAlert("Se marea en las extracciones", AlertCategory.SAFETY, AlertSeverity.NORMAL, (14, 55)),
        SampleAlert("Miedo al dentista: ofrecer pausas", AlertCategory.BEHAVIORAL, AlertSeverity.NORMAL, (6, 60)),
        SampleAlert("Silla de ruedas: solo consulta 2", AlertCategory.ADMINISTRATIVE, AlertSeverity.NORMAL, (20, 99)),
        SampleAlert("Portador de SARM: bata y guantes", AlertCategory.CONTACT, AlertSeverity.HIGH, (50, 99)),
        SampleAlert("Llamar al móvil de la madre", AlertCategory.ADMINISTRATIVE, AlertSeverity.NORMAL, (0, 17)),
    ),
}
