"""Whether tests that documents name are there, and run."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPS = {"skip", "xfail"}


def fault(test: str) -> str:
    """What is wrong with a named test; nothing when it is there and runs."""
    path, _colons, name = test.partition("::")
    found = found_in(path)
    if name not in found:
        return f"{test} does not exist"
    return f"{test} is skipped" if found[name] else ""


@cache
def found_in(path: str) -> dict[str, bool]:
    """The tests of a file, each with whether it is always skipped or expected to fail."""
    file = ROOT / path
    if not file.exists():
        return {}
    body = ast.parse(file.read_text(encoding="utf-8")).body
    whole_file = any(_names_pytestmark(node) and _skips(node.value) for node in body if isinstance(node, ast.Assign))
    return {
        each.name: whole_file or any(_skips(mark) for mark in each.decorator_list) or _begins_with_skip(each)
        for each in body
        if isinstance(each, ast.FunctionDef)
    }


def _names_pytestmark(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _skips(mark: ast.expr) -> bool:
    """A mark that skips, alone or in a list; `skipif` names its condition and runs elsewhere."""
    if isinstance(mark, ast.List | ast.Tuple):
        return any(_skips(each) for each in mark.elts)
    mark = mark.func if isinstance(mark, ast.Call) else mark
    return isinstance(mark, ast.Attribute) and mark.attr in SKIPS


def _begins_with_skip(test: ast.FunctionDef) -> bool:
    statements = [
        node for node in test.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    first = statements[0] if statements else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Call) and _skips(first.value)
