"""SQL written by hand stands in reviewed files only, each for a reason; elsewhere the ORM writes it.

A value that becomes SQL could change the role of its connection and so the clinic. Fewer places, fewer mistakes.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("config", "clinics", "patients", "appointments", "billing")

REVIEWED = {
    "appointments/queries/day_known.py": "hours and reserved times of a day, one constant statement",
    "clinics/api/tokens.py": "what the ORM put together once, with its two values",
    "clinics/audit/models/event.py": "writes an event of the trail, one constant statement",
    "clinics/encryption/resealing.py": "sealed columns, under the keys' role, identifiers quoted by psycopg",
    "clinics/onboarding/key_rotation.py": "rights of the keys' role, as the owner, identifiers quoted by psycopg",
    "clinics/events/actions.py": "pg_notify for the dispatcher, one constant statement",
    "clinics/events/live.py": "pg_notify for open pages, one constant statement",
    "clinics/kit/contention.py": "how long a transaction waits for locks, one constant statement",
    "clinics/kit/grants.py": "rights of tables, as the owner, identifiers quoted by psycopg",
    "clinics/kit/roles.py": "roles of clinics, as the owner, identifiers quoted by psycopg",
    "clinics/kit/turns.py": "a lock that lasts as long as the transaction, one constant statement",
    "clinics/management/commands/dispatch.py": "LISTEN on a connection of its own",
    "clinics/onboarding/states.py": "closes and opens a clinic by the one function the platform may call",
    "clinics/onboarding/probes.py": "asks who it is, and knocks at tables it must not read; names from our own rows",
    "clinics/onboarding/schema.py": "replays the template of a clinic, as the owner",
    "clinics/staff/models/sight_policy.py": "two constant columns of the one row of a clinic's policy",
    "config/live/hub.py": "LISTEN on a connection of its own",
    "config/management/commands/clinic_template.py": "writes that template from the migrations, as the owner",
    "config/management/commands/demo.py": "begins a laptop's demo anew",
    "config/observability/probes.py": "SELECT 1, to see whether the database answers",
    "config/postgres/arming.py": "takes a connection's rights away as it goes back to the pool",
    "config/postgres/base.py": "arming: the one place that sets role and search path",
    "config/postgres/local.py": "prepares a server on a laptop",
    "config/postgres/pooler.py": "marks sessions and asks for the marks, on connections of its own",
}

DOORS = {"cursor", "execute", "executemany", "executescript", "raw", "extra"}
WORDS = {"RawSQL"}


def hand_written(root: Path) -> set[str]:
    """Files outside migrations that reach for SQL: a cursor, a statement or a raw expression, by whatever name."""
    found = set()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            if any(_reaches(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
                found.add(path.relative_to(root).as_posix())
    return found


def _reaches(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return bool(WORDS & {each.name for each in node.names})
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in DOORS | WORDS
    return isinstance(node.func, ast.Name) and node.func.id in WORDS


def test_sql_is_written_by_hand_in_reviewed_files_only():
    assert hand_written(ROOT) == set(REVIEWED)


@pytest.mark.parametrize(
    "planted",
    [
        "Patient.objects.raw(f'SELECT {name}')",
        "with connection.cursor() as cursor: pass",
        "query.annotate(x=RawSQL(text, []))",
        "query.annotate(x=expressions.RawSQL(text, []))",
        "from django.db.models.expressions import RawSQL as Plain",
        "query.extra(where=[text])",
        "psycopg.connect(dsn).execute(text)",
    ],
)
def test_a_planted_statement_is_found(tmp_path, planted):
    path = tmp_path / "patients" / "queries.py"
    path.parent.mkdir()
    path.write_text(planted)
    assert hand_written(tmp_path) == {"patients/queries.py"}
