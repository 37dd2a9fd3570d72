"""What the product takes, as it stands in the product itself: fields, what belongs together, limits.

`manage.py inputs` prints it. It is read from forms, refusals, constraints and constants each time, so it cannot be
stale; deploy/INPUTS.md says what they have in common.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeGuard

from django import forms
from django.apps import apps
from django.conf import settings
from django.core import validators
from django.utils.functional import Promise
from django.utils.translation import override

from clinics.kit.refusal import Refusal

PRODUCT = ("config", "clinics", "patients", "appointments", "billing")
BOUNDS = ("MAX", "MOST", "LARGEST", "LONGEST", "DEADLINE", "ON_A_PAGE", "SECONDS", "MEMORY", "COUNTED")
SETTINGS = (
    *(
        "UPLOAD_MAX_BYTES",
        "DATA_UPLOAD_MAX_NUMBER_FILES",
        "DATA_UPLOAD_MAX_NUMBER_FIELDS",
        "DATA_UPLOAD_MAX_MEMORY_SIZE",
    ),
    *(
        "API_RATE",
        "API_RATE_UNKNOWN",
        "SESSION_COOKIE_AGE",
        "PASSWORD_RESET_TIMEOUT",
        "IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN",
    ),
)
READING = {"get", "getlist"}
MOST_NAMED = 12
KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "a file"),
    (forms.BooleanField, "yes or no"),
    (forms.SplitDateTimeField, "a date and a time"),
    (forms.DateTimeField, "a date with a time"),
    (forms.DateField, "a date"),
    (forms.TimeField, "a time"),
    (forms.DecimalField, "a decimal number"),
    (forms.IntegerField, "a whole number"),
    (forms.UUIDField, "an id"),
    (forms.EmailField, "an e-mail address"),
    (forms.URLField, "an address of the web"),
    (forms.SlugField, "letters, digits, - and _"),
    (forms.ModelMultipleChoiceField, "any of those offered"),
    (forms.ModelChoiceField, "one of those offered"),
    (forms.MultipleChoiceField, "any of"),
    (forms.ChoiceField, "one of"),
    (forms.MultiValueField, "several parts"),
    (forms.CharField, "text"),
)


def load(root: Path = settings.BASE_DIR) -> None:
    """Import what defines a form or a refusal, however far down, so that it is known."""
    defined = [(path, node) for path in _sources(root) for node in ast.walk(_parsed(path)) if _is_class(node)]
    known = {"Form", "ModelForm", "Refusal"}
    while more := {each.name for _path, each in defined if _bases(each) & known} - known:
        known |= more
    for path in dict.fromkeys(path for path, each in defined if _bases(each) & known):
        import_module(".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"))


def _is_class(node: ast.AST) -> TypeGuard[ast.ClassDef]:
    return isinstance(node, ast.ClassDef)


def _bases(node: ast.ClassDef) -> set[str]:
    """The last words of what a class extends."""
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def fields() -> Iterator[tuple[str, str, str]]:
    """Form, field and rule, of every field a form always has."""
    for form in _ours(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            yield f"{form.__module__}.{form.__qualname__}", name, rule(field)


def read_directly(root: Path = settings.BASE_DIR) -> Iterator[tuple[str, str]]:
    """Members of a body that code reads by name, beside a form: a button, a key, the version that was looked at."""
    for path in _sources(root):
        module = _parsed(path)
        named = {
            ast.unparse(node.targets[0]): node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(module):
            for name in _asked(node):
                value = name.value if isinstance(name, ast.Constant) else named.get(ast.unparse(name))
                yield str(path.relative_to(root)), str(value or ast.unparse(name))


def _asked(node: ast.AST) -> list[ast.expr]:
    """What of `request.POST` is asked for: by `.get()`, in brackets, or whether it is there."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READING:
        return node.args[:1] if ast.unparse(node.func.value).endswith("request.POST") else []
    if isinstance(node, ast.Subscript):
        return [node.slice] if ast.unparse(node.value).endswith("request.POST") else []
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
        return [node.left] if ast.unparse(node.comparators[0]).endswith("request.POST") else []
    return []


def rule(field: forms.Field) -> str:
    said = [next((words for kind, words in KINDS if isinstance(field, kind)), "text")]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        said[0] += f" {_offered(field)}"
    bounds = {each: getattr(field, each, None) for each in ("min_length", "max_length", "min_value", "max_value")}
    bounds |= {each: getattr(field, each, None) for each in ("max_digits", "decimal_places")}
    said += [f"{name.replace('_', ' ')} {value}" for name, value in bounds.items() if value is not None]
    said += [
        f"as {check.regex.pattern}"
        for check in field.validators
        if type(check) is validators.RegexValidator and hasattr(check.regex, "pattern")
    ]
    if accepted := field.widget.attrs.get("accept"):
        said.append(f"of {accepted}")
    return ", ".join([*said, "required" if field.required else "may be empty"])


def _offered(field: forms.ChoiceField) -> str:
    """The values, when they are few and always the same."""
    values = [str(value) for value, _label in field.choices] if isinstance(field.choices, list) else []
    return " / ".join(value or "nothing" for value in values) if 0 < len(values) <= MOST_NAMED else "those offered"


def refusals() -> Iterator[tuple[str, str]]:
    """Code and sentence of whatever may be refused; its name where the sentence is put together then."""
    for refusal in _ours(Refusal):
        sentence = refusal.sentence if isinstance(refusal.sentence, str | Promise) else ""
        yield (
            refusal.code,
            str(sentence) or _first_line(refusal) or " ".join(re.findall("[A-Z][a-z]*", refusal.__name__)),
        )


def constraints() -> Iterator[tuple[str, str]]:
    """What the database itself keeps true of a table."""
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in PRODUCT:
            for constraint in model._meta.constraints:
                yield model._meta.db_table, constraint.name.replace("_", " ")


def limits(root: Path = settings.BASE_DIR) -> Iterator[tuple[str, str]]:
    """Where a bound stands, and its value as it is written there."""
    for name in SETTINGS:
        yield f"settings.{name}", str(getattr(settings, name))
    for path in _sources(root):
        if "settings" in path.parts:
            continue  # of these the ones above, as they are in force
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in _parsed(path).body:
            for name, value in _bounds(node):
                comment = lines[node.lineno - 1].partition("  # ")[2].partition("noqa")[0].strip()
                yield f"{path.relative_to(root)}:{name}", f"{value} ({comment})" if comment else value


def _bounds(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Names of bounds that a statement gives, each with its number, span of time or what a number is made of."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    pairs = (
        zip(target.elts, node.value.elts, strict=False)
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        else [(target, node.value)]
    )
    for each, value in pairs:
        is_measure = isinstance(value, ast.Constant | ast.BinOp | ast.Call | ast.Dict)
        if isinstance(each, ast.Name) and each.id.isupper() and is_measure and any(word in each.id for word in BOUNDS):
            yield each.id, ast.unparse(value)


def document() -> str:
    """All of it, as Markdown, in English."""
    load()
    with override("en"):
        parts = (
            ("Fields of forms", ("form", "field", "takes"), fields()),
            ("Read beside a form", ("where", "name"), read_directly()),
            ("What is refused", ("code", "said"), refusals()),
            ("What the database keeps true", ("table", "rule"), constraints()),
            ("Limits", ("where", "value"), limits()),
        )
        return "\n".join(_part(*part) for part in parts)


def _part(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [heads, ("---",) * len(heads), *sorted(set(rows))]
    lines = ["| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |" for row in cells]
    return "\n".join([f"## {title}", "", *lines, ""])


def _ours(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        yield from _ours(each)
        if each.__module__.partition(".")[0] in PRODUCT:
            yield each


def _first_line(of: type[Any]) -> str:
    return (of.__doc__ or "").strip().partition("\n")[0]


def _sources(root: Path) -> Iterator[Path]:
    for folder in PRODUCT:
        yield from (path for path in sorted((root / folder).rglob("*.py")) if "migrations" not in path.parts)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
