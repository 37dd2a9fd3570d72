"""What is typed is no pattern, no format and no name of a member: each rule is also shown to find a planted fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guards import patterns

ROOT = Path(__file__).resolve().parents[2]
Plant = Callable[[str, str], Path]
EXPRESSIONS = {"clinics/kit/identifiers.py": "patterns of the table of identifiers, which stands in the same file"}
FORMATS = {
    "appointments/forms/week.py": "a translated label of the form",
    "appointments/views/hours.py": "a translated plural, chosen by a count",
    "clinics/api/throttles.py": "a constant of the package",
    "clinics/audit/sentences.py": "the sentence of an event, registered by its app",
    "clinics/encryption/resealing.py": "statements composed by psycopg, of names that migrations gave",
    "clinics/onboarding/orders.py": "a translated sentence of the same file",
    "clinics/oversight/faults.py": "a translated sentence of the same file",
    "clinics/oversight/forms/trail.py": "the sentence of an event, registered by its app",
    "clinics/single_sign_on/views/provider.py": "a translated plural, chosen by a count",
    "clinics/templatetags/ui.py": "a translated plural, chosen by a count",
    "clinics/webhooks/views/deliveries.py": "a translated plural, chosen by a count",
    "patients/charts/sample/course.py": "invented notes, written in this repository",
    "patients/imports/date_columns.py": "a translated plural, chosen by a count",
    "patients/imports/encodings.py": "a translated plural, chosen by a count",
    "patients/imports/limits.py": "a translated sentence of the same file",
    "patients/imports/reading.py": "a translated sentence of the same file",
    "patients/sample/places.py": "invented streets, written in this repository",
}
"""Files whose formats come from a variable, each with where it gets them from: never from what people typed."""


def files_of(lines: list[str]) -> set[str]:
    return {line.rpartition(":")[0] for line in lines}


def test_expressions_are_written_in_the_source():
    assert files_of(patterns.expressions_of_typed_text(ROOT)) == set(EXPRESSIONS)


def test_formats_are_written_in_the_source():
    assert files_of(patterns.formats_of_typed_text(ROOT)) == set(FORMATS)


def test_scripts_give_no_object_a_member_by_a_name_from_outside():
    assert patterns.names_written_from_outside(ROOT) == []


def test_tables_are_written_in_one_place():
    assert files_of(patterns.writers_of_tables(ROOT)) == {"clinics/kit/tables.py"}


RULES = [
    (patterns.writers_of_tables, "billing/views/a.py", "csv.writer(file)"),
    (patterns.writers_of_tables, "billing/views/a.py", "from csv import DictWriter"),
    (patterns.expressions_of_typed_text, "clinics/a.py", "re.search(request.GET['q'], text)"),
    (patterns.expressions_of_typed_text, "clinics/a.py", "re.compile(rf'{typed}')"),
    (patterns.expressions_of_typed_text, "clinics/a.py", "re.sub(BEFORE + typed, '', text)"),
    (patterns.expressions_of_typed_text, "clinics/a.py", "Patient.objects.filter(family__iregex=typed)"),
    (patterns.expressions_of_typed_text, "config/static/js/a.js", "const found = new RegExp(field.value);"),
    (patterns.formats_of_typed_text, "clinics/a.py", "note.text.format(name=name)"),
    (patterns.formats_of_typed_text, "clinics/a.py", "note.text % {'name': name}"),
    (patterns.formats_of_typed_text, "clinics/a.py", "str(letter.subject).format_map(known)"),
    (patterns.formats_of_typed_text, "clinics/a.py", "Template(letter.text).render(context)"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "values[field.name] = field.value;"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "counts[told[0].kind] += 1;"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "known[name] ??= {};"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "target.__proto__.seen = true;"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "for (const key in told) copy(key);"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "Object.assign(known, JSON.parse(text));"),
    (patterns.names_written_from_outside, "config/static/js/a.js", "Object.assign(values, row.dataset);"),
]


@pytest.mark.parametrize(("rule", "name", "text"), RULES)
def test_a_planted_fault_is_found(plant: Plant, rule: Callable[[Path], list[str]], name: str, text: str):
    assert rule(plant(name, text)) == [f"{name}:1"]


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (patterns.expressions_of_typed_text, "clinics/a.py", "re.search(rf'{HOST}/x', typed)"),
        (patterns.formats_of_typed_text, "clinics/a.py", "_('Change %(name)s') % {'name': typed}"),
        (patterns.formats_of_typed_text, "clinics/a.py", "minutes % 60"),
        (
            patterns.names_written_from_outside,
            "config/static/js/a.js",
            "rows[0] = first; const names = ['a']; x[i] == y",
        ),
        (patterns.names_written_from_outside, "config/static/js/a.js", "form.querySelector(`[name=${x}]`);"),
    ],
)
def test_what_is_allowed_is_not_a_fault(plant: Plant, rule: Callable[[Path], list[str]], name: str, text: str):
    assert rule(plant(name, text)) == []
