"""Small files of people, as other systems write them, and the whole way from their bytes to persons."""

import io
from datetime import date
from itertools import islice

from patients.imports.mapping import guess_mapping
from patients.imports.reading import inspect, people_rows
from patients.imports.rows import RowReader
from patients.imports.survey import survey

TODAY = date(2026, 6, 1)
ENGLISH = (
    "external_id,prefix,given,family,birth_date,deceased,gender,ssn,mrn,phone,address,city,state,postal_code,country,"
    "language,marital_status\n"
    'a-1,Ms.,Ana,"O\'Brien",1980-02-29,,female,999-12-3456,007,617-555-0123,1 Main St Apt 2,Quincy,Massachusetts,02169,'
    "US,Spanish,Never Married\n"
    "a-2,,Feest3,Lee,1940-12-31,2001-05-06T07:08:09+00:00,male,,,,,,,,USA,Russian (Russia),M\n"
)
GERMAN = (
    "Nr;Anrede;Name;Vorname;Geburtsdatum;Geschlecht;Straße;Hausnummer;PLZ;Ort;Telefon;Handy;E-Mail;"
    "Familienstand;Bemerkung\n"
    "1;Frau;Müller;Jörg-Änne;02.03.1960;w;Ölgasse;5a;01067;Köln;030 23125 123;;anne@example.de;verh.;"
    "zahlt spät\n"
    "2;Herr;Weiß;Öcal;13.05.1971;m;;;;;;0170 0000000;;ledig;\n"
)
SPANISH = (
    "Nº Historia\tNombre\tApellidos\tFecha de nacimiento\tSexo\tDNI\tTeléfono móvil\tCódigo postal\tPaís\t"
    "Estado civil\n"
    "77\tMaría\tNúñez Peña\t15/01/1977\tM\t54362315-K\t600 000 001\t08001\tEspaña\tcasada\n"
    "78\tJosé\tGarcía\t02/03/1980\tH\t\t\t\t\tsoltero\n"
)


class Whole:
    """Everything the way brings forth."""

    def __init__(self, content, country="US", encoding="utf-8", date_order="dmy", **answers):
        data = content if isinstance(content, bytes) else content.encode(encoding)
        answers = {key.replace("__", ":"): answer for key, answer in answers.items()}
        stream = io.BytesIO(data)
        self.inspection = inspect(stream, country=country, answers=answers)
        layout = self.inspection.layout
        sample = list(islice(people_rows(stream, layout), 200))
        self.mapping, asked = guess_mapping(
            layout.columns, sample, country=country, has_heading=layout.has_heading, answers=answers
        )
        self.survey = survey(
            people_rows(stream, layout),
            self.mapping,
            country=country,
            date_order=date_order,
            today=TODAY,
            answers=answers,
        )
        self.asked = {
            question.key: [choice.value for choice in question.choices]
            for question in (*self.inspection.ambiguities, *asked, *self.survey.ambiguities)
        }
        reader = RowReader(self.mapping, self.survey.readings, country, TODAY)
        self.read = [reader.read(record) for record in people_rows(stream, layout)]
        self.people = [person for person in self.read if not isinstance(person, list)]
        self.problems = [
            (problem.line, problem.column, problem.code)
            for problems in self.read
            if isinstance(problems, list)
            for problem in problems
        ]

    @property
    def targets(self):
        return [str(assignment.target or "") for assignment in self.mapping.assignments]
