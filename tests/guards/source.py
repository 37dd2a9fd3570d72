"""What the guards of the source read: the files of a checkout, and what each rule finds wrong in them.

Every rule takes the root of a checkout, so that it can be shown a planted fault.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

PRODUCT = ("config", "clinics", "patients", "appointments", "billing")
TOP_LEVEL = {
    *PRODUCT,
    *("README.md", "manage.py", "pyproject.toml", "templates", "deploy", "tests"),
    *("Makefile", "LICENSE", ".gitignore", ".ci", ".github"),
}
FILE_LINES, FILE_LINES_P90 = 500, 250
FUNCTION_LINES, FUNCTION_LINES_P90 = 60, 25
SIZED = {".py", ".js", ".css", ".html"}
NAMES_THAT_SAY_NOTHING = {"common", "handler", "handlers", "helper", "helpers", "info", "manager", "util", "utils"}
LOCKS_WITH_ADDRESSES = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}
WEB = ("django.http.", "django.shortcuts.", "django.views.", "django.contrib.messages.", "rest_framework.")
INDEX = re.compile(
    r"py[p]i\.org|pythonhoste[d]\.org|registry\.npm[j]s|(?:--|\b)(?:extra-)?index[-_]ur[l]\s*[= ]\s*['\"]?\w+:",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:roo[t]|wor[k]|Use[r]s|hom[e]/\w+)/")
CATCH_ALL = re.compile(r"\s*except(\s*:|.*\b(?:Base)?Exception\b.*:)")
NOT_A_REASON = re.compile(r"noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type: ignore\S*|pragma: no cover|#")
SILENCED = re.compile(r"# no[s]ec")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"(?:application/json|importmap)\")[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:",
    re.IGNORECASE,
)


def files(root: Path) -> list[Path]:
    """All files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return sorted({root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()})


def python_files(root: Path, *folders: str) -> list[Path]:
    return [path for path in files(root) if path.suffix == ".py" and (not folders or _top(root, path) in folders)]


def misplaced_entries(root: Path) -> list[str]:
    return sorted({_top(root, path) for path in files(root)} - TOP_LEVEL)


def lockfiles_with_addresses(root: Path) -> list[str]:
    return [_name(root, path) for path in files(root) if path.name in LOCKS_WITH_ADDRESSES]


def named_places(root: Path) -> list[str]:
    """Lines that name a package index, or a folder of the machine they were written on."""
    return [
        f"{_name(root, path)}:{number}"
        for path in files(root)
        for number, line in enumerate(_text(path).splitlines(), 1)
        if INDEX.search(line) or MACHINE_PATH.search(line)
    ]


def modules_that_say_nothing(root: Path) -> list[str]:
    return [_name(root, path) for path in python_files(root) if NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}]


def file_lengths(root: Path) -> dict[str, int]:
    """Lines of each file that people write; migrations and compiled assets are written by programs."""
    return {
        _name(root, path): len(_text(path).splitlines())
        for path in files(root)
        if path.suffix in SIZED and "migrations" not in path.parts and _text(path).strip()
    }


def function_lengths(root: Path) -> dict[str, int]:
    """Lines of each function, its docstring left out."""
    lengths = {}
    for path in python_files(root):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{_name(root, path)}:{node.lineno} {node.name}"] = _span(node) - _docstring_span(node)
    return lengths


def percentile_90(lengths: dict[str, int]) -> int:
    ordered = sorted(lengths.values())
    return ordered[int(len(ordered) * 0.9)] if ordered else 0


def catch_alls_without_reason(root: Path) -> list[str]:
    """`except Exception` with no comment, beside it or on the next line, that says why surprises stop here."""
    found = []
    for path in python_files(root):
        lines = _text(path).splitlines()
        for number, (line, following) in enumerate(pairwise([*lines, ""]), 1):
            if re.match(r"\s*except(\s*:|.*\b(?:Base)?Exception\b.*:)", line) and not (
                _reason(line) or _reason(following)
            ):
                found.append(f"{_name(root, path)}:{number}")
    return found


def silenced_without_reason(root: Path) -> list[str]:
    """Lines hidden from bandit that do not name what it silences and why."""
    return [
        f"{_name(root, path)}:{number}"
        for path in python_files(root)
        for number, line in enumerate(_text(path).splitlines(), 1)
        if SILENCED.search(line) and not re.search(r"# no[s]ec B\d{3}(, B\d{3})*  # \w+ \w+", line)
    ]


def readers_of_the_environment(root: Path) -> list[str]:
    paths = [path for path in python_files(root, *PRODUCT, "manage.py") if path != root / "config" / "env.py"]
    return [f"{_name(root, path)}:{line}" for path in paths for line in _environment_lines(ast.parse(_text(path)))]


def views_that_query(root: Path) -> list[str]:
    """Lines of view modules that reach for a model's manager other than to ask what this person may see."""
    found = []
    for path in python_files(root, *PRODUCT):
        if "views" not in {path.stem, path.parent.name}:
            continue
        tree = ast.parse(_text(path))
        asked = {
            id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "visible_to"
        }
        found += [
            f"{_name(root, path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager"}
            and id(node) not in asked
        ]
    return found


def actions_that_see_http(root: Path) -> list[str]:
    """Imports of the web in what must be the same for a page, the API, a task and a command."""
    found = []
    for path in python_files(root, *PRODUCT):
        if not {"actions", "queries", "models"} & {path.stem, *path.relative_to(root).parts[1:-1]}:
            continue
        for node in ast.walk(ast.parse(_text(path))):
            imported = [f"{node.module}."] if isinstance(node, ast.ImportFrom) else []
            imported += [f"{alias.name}." for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.startswith(WEB) for name in imported):
                found.append(f"{_name(root, path)}:{node.lineno}")
    return found


def inline_code_in_pages(root: Path) -> list[str]:
    """Templates with a script, style or event handler that the content security policy would refuse."""
    return [
        f"{_name(root, path)}:{number}"
        for path in files(root)
        if path.suffix == ".html"
        for number, line in enumerate(_text(path).splitlines(), 1)
        if INLINE.search(line)
    ]


def _environment_lines(tree: ast.AST) -> Iterator[int]:
    names = {"environ", "environb", "getenv", "putenv", "unsetenv"}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in names
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        ):
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "os" and names & {alias.name for alias in node.names}:
            yield node.lineno


def _reason(line: str) -> bool:
    _, _, comment = line.partition("#")
    return (
        len(
            re.sub(r"noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type: ignore\S*|pragma: no cover|#", "", comment).strip(
                " -:()"
            )
        )
        > 10
    )


def _span(node: ast.stmt | ast.expr) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _docstring_span(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return _span(node.body[0]) if ast.get_docstring(node, clean=False) is not None else 0


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _top(root: Path, path: Path) -> str:
    return path.relative_to(root).parts[0]
