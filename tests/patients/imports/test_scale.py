import io
import time
from datetime import date, timedelta

import pytest

from tests.patients.imports.files import Whole

HEADING = (
    "Aktennummer;Nachname;Vorname;Geburtsdatum;Geschlecht;Straße;PLZ;Ort;Telefon;E-Mail;Familienstand;Land;Notiz\r\n"
)


def german_file(rows):
    """Windows letters, semicolons, quoted line ends; every hundredth row is broken, each time in another way."""
    broken = ('{n};"Müller;Jörg;x\r\n', "{n};Müller\r\n", "{n};Mü\0ller;Jörg;;;;;;;;;;\r\n", "{n};;;soon;;;;;;;;;\r\n")
    text = io.StringIO()
    text.write(HEADING)
    for n in range(rows):
        if n % 100 == 99:
            text.write(broken[n // 100 % len(broken)].format(n=n))
            continue
        born = date(1930, 1, 1) + timedelta(days=n * 7919 % 34000)
        note = '"sagt ""hallo""\r\nzweite Zeile"' if n % 50 == 0 else ""
        text.write(
            f"{n};Müller{n % 971};Jörg;{born:%d.%m.%Y};{'mwd'[n % 3]};Ölgasse {n % 99};{n % 99999:05};Köln;"
            f"0221 {n:07};p{n}@example.de;verh.;Deutschland;{note}\r\n"
        )
    return text.getvalue().encode("cp1252")


def test_a_thousand_rows_with_every_kind_of_break():
    whole = Whole(german_file(1_000), country="DE")
    assert whole.asked == {}
    assert len(whole.read) == 1_000
    assert len(whole.people) == 990
    codes = [code for _line, _column, code in whole.problems]
    assert {code: codes.count(code) for code in set(codes)} == {
        "unterminated_quote": 3,
        "too_few_cells": 3,
        "control_characters": 2,
        "not_a_date": 2,
        "name_missing": 2,
    }


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_less_than_a_minute():
    content = german_file(100_000)
    began = time.perf_counter()
    whole = Whole(content, country="DE")
    assert time.perf_counter() - began < 60
    assert len(whole.people) == 99_000
