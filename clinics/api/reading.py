"""The OpenAPI document put into words for a page. Everything shown is read out of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 4


@dataclass(frozen=True)
class Member:
    """A parameter, or a member of what is sent or answered. `depth` is how far inside it stands."""

    name: str
    kind: str
    says: str
    is_required: bool
    depth: int = 0


@dataclass(frozen=True)
class Answer:
    status: str
    says: str


@dataclass(frozen=True)
class Described:
    """One operation."""

    anchor: str
    method: str
    path: str
    summary: str
    says: tuple[str, ...]
    parameters: tuple[Member, ...]
    sent: tuple[Member, ...]
    content_types: str
    given: tuple[Member, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Group:
    """All operations on one kind of resource."""

    name: str
    operations: tuple[Described, ...]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document of this version of the product."""
    return SchemaGenerator().get_schema(request=None, public=True)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """All operations by resource, in the order of their addresses."""
    found: dict[str, list[Described]] = {}
    for path, item in document()["paths"].items():
        for method in METHODS:
            if method in item:
                found.setdefault(item[method]["tags"][0], []).append(_described(path, method, item[method]))
    return tuple(Group(name, tuple(operations)) for name, operations in found.items())


def _described(path: str, method: str, operation: dict[str, Any]) -> Described:
    body = operation.get("requestBody", {}).get("content", {})
    answers = operation["responses"]
    success = next(answers[status] for status in sorted(answers) if status.startswith("2"))
    return Described(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        says=tuple(_words(operation).split("\n\n")),
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        sent=tuple(_members(next(iter(body.values()))["schema"])) if body else (),
        content_types=next(iter(body), ""),
        given=tuple(_given(success)),
        answers=tuple(Answer(status, _words(answers[status])) for status in sorted(answers)),
    )


def _parameter(each: dict[str, Any]) -> Member:
    kind = _kind(each["schema"])
    where = "" if each["in"] == "query" else f" ({each['in']})"
    return Member(each["name"], kind + where, _words(each), each.get("required", False))


def _given(success: dict[str, Any]) -> Iterator[Member]:
    for media in success.get("content", {}).values():
        yield from _members(media["schema"])
        return


def _members(schema: dict[str, Any], depth: int = 0) -> Iterator[Member]:
    """The members of an object and of those inside it, in order."""
    schema = _resolved(schema)
    needed = schema.get("required", ())
    for name, inner in schema.get("properties", {}).items():
        yield Member(name, _kind(inner), _words(inner), name in needed, depth)
        nested = _resolved(inner.get("items", inner))
        if depth < DEEPEST and "properties" in nested:
            yield from _members(nested, depth + 1)


def _words(described: dict[str, Any]) -> str:
    """What it says, without the marks of code."""
    text = str(described.get("description", "")).replace("`", "")
    return "" if text.startswith("* ") else text.split("\n\n* ")[0]


def _kind(schema: dict[str, Any]) -> str:
    """What somebody may put there, in a few words."""
    resolved = _resolved(schema)
    if resolved.get("type") == "array":
        return f"list of {_kind(resolved['items'])}"
    if "enum" in resolved:
        return " | ".join(f"“{value}”" for value in resolved["enum"] if value not in ("", None))
    if "oneOf" in resolved or "anyOf" in resolved:
        return " or ".join(_kind(each) for each in resolved.get("oneOf") or resolved["anyOf"])
    words = resolved.get("type", "")
    named = "/".join(word for word in words if word != "null") if isinstance(words, list) else words
    form = resolved.get("format", "")
    longest = f", at most {resolved['maxLength']}" if "maxLength" in resolved else ""
    return f"{form or named or 'object'}{longest}"


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it only refers to one."""
    while True:
        if "allOf" in schema and len(schema["allOf"]) == 1:
            schema = schema["allOf"][0]
        elif "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        else:
            return schema
