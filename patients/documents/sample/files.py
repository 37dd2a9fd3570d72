"""Which files are kept about a sample person, with their words in English and Spanish."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from patients.documents.models import DocumentCategory
from patients.documents.sample.paper import Sheet, pdf_of


@dataclass(frozen=True)
class About:
    """Whom the files are about and where, as papers say it. `day` is when they were made."""

    language: str
    clinic: str
    name: str
    born: str
    record_number: str
    day: str
    clinician: str


class SampleFile(NamedTuple):
    title: str
    file_name: str
    category: str
    content: bytes


class _Paper(NamedTuple):
    title: str
    text: str


class _Words(NamedTuple):
    """What papers say in one language. `names` are file names in the order of `files_about`."""

    place: str
    facts: tuple[str, str, str, str]
    referral: _Paper
    report: _Paper
    consent: _Paper
    picture: tuple[str, str]
    card: tuple[str, str, str, str, str]
    names: tuple[str, str, str, str, str]


ENGLISH = _Words(
    place="Sample document - made for demonstration, about nobody",
    facts=("Patient", "Born", "Record", "Date"),
    referral=_Paper(
        "Referral to physical therapy",
        "Dear colleague,\n\n"
        "Thank you for seeing this patient with low back pain of six weeks, without radiation and without "
        "neurological findings. Pain is worse on bending and after long sitting. Ibuprofen helps little.\n\n"
        "Please assess and begin a program of strengthening and advice for work. We plan to review after six "
        "sessions. There are no restrictions for exercise.\n\n"
        "With kind regards,",
    ),
    report=_Paper(
        "Laboratory report",
        "Test\tResult\tReference\n"
        "Glucose, fasting\t98 mg/dL\t70 - 99\n"
        "Creatinine\t0.9 mg/dL\t0.6 - 1.2\n"
        "Potassium\t4.2 mmol/L\t3.5 - 5.1\n"
        "LDL cholesterol\t128 mg/dL\tbelow 130\n"
        "Hemoglobin\t13.8 g/dL\t12.0 - 16.0\n\n"
        "All values within the reference ranges. Sample drawn fasting, received in good condition.\n\n"
        "Validated electronically.",
    ),
    consent=_Paper(
        "Consent to treatment",
        "I was told what is planned, what it is for, what may go wrong and what else could be done. I could ask "
        "questions and they were answered. I know that I may change my mind at any time.\n\n"
        "Treatment: composite filling under local anesthesia.\n\n"
        "Signed in person at the clinic.",
    ),
    picture=("Bitewing, left", "BITEWING L   65 kV  7 mA  0.16 s   SAMPLE"),
    card=("Insurance card", "Harborview Mutual", "Member", "Member number", "Group"),
    names=("referral-letter.pdf", "lab-report.pdf", "bitewing-left.png", "insurance-card-front.png", "consent.pdf"),
)
SPANISH = _Words(
    place="Documento de muestra - para demostración, no trata de nadie",
    facts=("Paciente", "Nacimiento", "Historia", "Fecha"),
    referral=_Paper(
        "Derivación a fisioterapia",
        "Estimada colega:\n\n"
        "Le agradezco que valore a esta persona con lumbalgia de seis semanas, sin irradiación y sin hallazgos "
        "neurológicos. El dolor empeora al agacharse y al estar mucho tiempo sentada. El ibuprofeno ayuda poco.\n\n"
        "Ruego valoración e inicio de ejercicios de fuerza y consejo para el trabajo. Revisaremos tras seis "
        "sesiones. No hay restricciones para el ejercicio.\n\n"
        "Un cordial saludo,",
    ),
    report=_Paper(
        "Informe de laboratorio",
        "Prueba\tResultado\tReferencia\n"
        "Glucosa en ayunas\t98 mg/dL\t70 - 99\n"
        "Creatinina\t0,9 mg/dL\t0,6 - 1,2\n"
        "Potasio\t4,2 mmol/L\t3,5 - 5,1\n"
        "Colesterol LDL\t128 mg/dL\tmenos de 130\n"
        "Hemoglobina\t13,8 g/dL\t12,0 - 16,0\n\n"
        "Todos los valores dentro de los intervalos de referencia. Muestra en ayunas, recibida en buen estado.\n\n"
        "Validado electrónicamente.",
    ),
    consent=_Paper(
        "Consentimiento informado",
        "Se me ha explicado qué se va a hacer, para qué, qué riesgos tiene y qué alternativas hay. He podido "
        "preguntar y se me ha respondido. Sé que puedo cambiar de opinión en cualquier momento.\n\n"
        "Tratamiento: obturación con composite con anestesia local.\n\n"
        "Firmado en persona en la clínica.",
    ),
    picture=("Aleta de mordida, izquierda", "ALETA DE MORDIDA IZQ   65 kV  7 mA  0,16 s   MUESTRA"),
    card=("Tarjeta del seguro", "Mutua Levante", "Titular", "Número de póliza", "Colectivo"),
    names=("derivacion.pdf", "analitica.pdf", "aleta-izquierda.png", "tarjeta-seguro.png", "consentimiento.pdf"),
)


def files_about(about: About) -> tuple[Callable[[random.Random], SampleFile], ...]:
    """What makes each file; they are made one by one, when they are wanted."""
    words = SPANISH if about.language == "es" else ENGLISH
    referral, report, film, front, consent = words.names

    def paper(said: _Paper, name: str, category: str) -> SampleFile:
        facts = tuple(zip(words.facts, (about.name, about.born, about.record_number, about.day), strict=True))
        sheet = Sheet(about.clinic, words.place, said.title, facts, said.text, about.clinician)
        return SampleFile(said.title, name, category, pdf_of(sheet))

    def picture(draw: random.Random) -> SampleFile:
        from patients.documents.sample.pictures import bitewing  # what draws is loaded by those who draw

        title, caption = words.picture
        return SampleFile(title, film, DocumentCategory.IMAGE, bitewing(draw, caption=caption))

    def insurance(draw: random.Random) -> SampleFile:
        from patients.documents.sample.pictures import card

        title, insurer, member, number, group = words.card
        lines = (
            (member, about.name),
            (number, f"ZZ{draw.randrange(10**8):08}"),
            (group, f"{draw.randrange(10**4):04}"),
        )
        return SampleFile(title, front, DocumentCategory.IDENTITY, card(insurer=insurer, lines=lines))

    return (
        lambda _draw: paper(words.referral, referral, DocumentCategory.REFERRAL),
        lambda _draw: paper(words.report, report, DocumentCategory.REPORT),
        picture,
        insurance,
        lambda _draw: paper(words.consent, consent, DocumentCategory.CONSENT),
    )
