"""Where a regular expression, a format or a name in a script could be made of what somebody typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards import source

EXPRESSIONS = {"compile", "match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn"}
FORMATS = {"format", "format_map"}
LOOKUPS = re.compile(r"__i?regex\Z")
TEMPLATES = {"Template", "from_string"}
TRANSLATED = {"_", "N_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "SQL"}
JUST_SO = re.compile(r"_*[A-Z][A-Z0-9_]*\Z")
"""Names of constants."""

WRITTEN_BY_NAME = re.compile(
    r"[\w)\]]\[(?!\s*(?:\d+|\"[^\"]*\"|'[^']*')\s*\])[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\s*(?:[-+*/%|&^]|\*\*|\?\?|\|\||&&|<<|>>)?=(?![=>])"
)
PROTOTYPES = re.compile(r"__proto__|\bsetPrototypeOf\b|\.prototype\b|\bReflect\.set\b|\bfor\s*\(\s*\w+\s+\w+\s+in\b")
MERGED = re.compile(
    r"Object\.assign\([^;]*(?:JSON\.parse|\.json\(\)|\bdataset\b[,)])|\beval\(|\bnew\s+(?:Function|RegExp)\b"
)


def expressions_of_typed_text(root: Path) -> list[str]:
    """Regular expressions that are not constants, in Python, in lookups of the database and in scripts."""
    return sorted(
        {*_in_python(root, _is_open_expression), *_in_scripts(root, re.compile(r"\bnew\s+RegExp\b|\bRegExp\("))}
    )


def formats_of_typed_text(root: Path) -> list[str]:
    """Formats and templates that are neither constants nor translated sentences."""
    return _in_python(root, _is_open_format)


def names_written_from_outside(root: Path) -> list[str]:
    """Lines of scripts that give an object a member whose name the line does not say, or reach for a prototype.

    `new Map()`, `Object.fromEntries()` and a literal take names of any kind as their own; `dataset` takes texts only.
    """
    return sorted({*_in_scripts(root, WRITTEN_BY_NAME), *_in_scripts(root, PROTOTYPES), *_in_scripts(root, MERGED)})


def _in_scripts(root: Path, rule: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in source.files(root)
        if path.suffix == ".js" and "tests" not in path.relative_to(root).parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if rule.search(line.split(" // ")[0])
    ]


def _in_python(root: Path, is_open: object) -> list[str]:
    found = []
    for path in source.python_files(root, *source.PRODUCT):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            f"{path.relative_to(root).as_posix()}:{node.lineno}"
            for node in ast.walk(tree)
            if is_open(node)  # type: ignore[operator]
        ]
    return found


def _is_open_expression(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
        return function.attr in EXPRESSIONS and not _is_constant(node.args[0] if node.args else None)
    return any(LOOKUPS.search(given.arg or "") and not _is_constant(given.value) for given in node.keywords)


def _is_open_format(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.right, ast.Dict | ast.Tuple | ast.JoinedStr) and not _is_sentence(node.left)
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in TEMPLATES:
        return not _is_constant(node.args[0] if node.args else None)
    return name in FORMATS and isinstance(function, ast.Attribute) and not _is_sentence(function.value)


def _is_constant(node: ast.AST | None) -> bool:
    """A text written here, or one put together of such texts by name."""
    if isinstance(node, ast.JoinedStr):
        return all(_is_constant(part.value) for part in _parts(node))
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return isinstance(node, ast.Constant) or bool(JUST_SO.match(name))


def _parts(node: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    return (part for part in node.values if isinstance(part, ast.FormattedValue))


def _is_sentence(node: ast.AST) -> bool:
    """A constant, an entry of a constant table, or a sentence of ours that is translated."""
    if isinstance(node, ast.Subscript):
        return _is_constant(node.value)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("str", "gettext") and len(node.args) == 1:
            return name == "gettext" or _is_sentence(node.args[0])
        return name in TRANSLATED
    return _is_constant(node)


def writers_of_tables(root: Path) -> list[str]:
    """Tables that are written by anything but what neutralises formulas."""
    return _in_python(root, _is_writer_of_tables)


def _is_writer_of_tables(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    module = node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""
    imported = (
        {each.name for each in node.names} if isinstance(node, ast.ImportFrom) and node.module == "csv" else set()
    )
    return (module == "csv" and name in ("writer", "DictWriter")) or bool({"writer", "DictWriter"} & imported)
