"""Every kind of event that is published is in the registry, so that a clinic can choose to hear of it."""

import ast
from pathlib import Path

from clinics.events.registry import event_kinds

ROOT = Path(__file__).resolve().parents[3]
APPS = ("clinics", "patients", "appointments", "billing")
# Files whose kinds are put together while running, and the words that they are put together from.
PUT_TOGETHER = {
    "appointments/actions/keeping.py": ("appointments/actions", "change", "appointment."),
    "billing/actions/issuing.py": ("billing/actions/issuing.py", "_told", ""),
    "billing/actions/payments.py": ("billing/actions/payments.py", "_told", ""),
}


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def words(node: ast.expr | None) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def published() -> tuple[set[str], set[str]]:
    """Kinds that are published by name, and files that publish what they put together."""
    kinds, files = set(), set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for call in calls(path):
                if name_of(call) == "publish" and (given := [k.value for k in call.keywords if k.arg == "kind"]):
                    if isinstance(given[0], ast.Constant):
                        kinds.add(given[0].value)
                    else:
                        files.add(path.relative_to(ROOT).as_posix())
    return kinds, files


def put_together(where: str, word: str, prefix: str) -> set[str]:
    """Kinds made of what is given as `word`: a keyword of `keep`, or the second argument of a function."""
    place = ROOT / where
    found: set[str] = set()
    for path in [place] if place.is_file() else place.glob("*.py"):
        for call in calls(path):
            if name_of(call) == word and len(call.args) > 1:
                found |= words(call.args[1])
            if name_of(call) in ("keep", "_move_to"):
                found |= {each for keyword in call.keywords if keyword.arg == word for each in words(keyword.value)}
            if name_of(call) == "_step":
                found |= words(call.args[3])
    return {prefix + each for each in found}


def test_every_published_kind_is_known():
    kinds, files = published()

    assert files == set(PUT_TOGETHER)
    for arguments in PUT_TOGETHER.values():
        kinds |= put_together(*arguments)
    assert len(kinds) > 20
    assert {kind for kind in kinds if kind not in event_kinds} == set()


def test_nothing_is_offered_that_never_happens():
    kinds, _files = published()
    for arguments in PUT_TOGETHER.values():
        kinds |= put_together(*arguments)

    assert {kind.name for kind in event_kinds} - kinds == set()
