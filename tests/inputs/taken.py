"""What is taken anywhere: fields of the forms that are rendered, and members of the bodies that OpenAPI describes."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

from django.urls import Resolver404, resolve

from clinics.api.reading import document
from tests.access.rows import Row
from tests.inputs.lists import as_documented

TYPED = {"text", "textarea", "email", "tel", "search", "url", "password"}
OTHERS = {"number", "date", "time", "month", "datetime-local", "hidden", "select", "color"}
"""Fields of which browsers do not let people type what they like; programs do as they like."""
NOT_OURS = {"csrfmiddlewaretoken"}
WAITING = {"data-toast-undo"}
"""A form that leads nowhere until a script fills it."""


class Forms(HTMLParser):
    """Collects the fields of each form that is posted: by its address the names, each with its kind."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, dict[str, dict[str, str]]()
        self._fields: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post" and told.keys().isdisjoint(WAITING):
            self._fields = self.found.setdefault((told.get("action") or self.address).partition("?")[0], {})
        kind = told.get("type", "text") if tag == "input" else tag
        if self._fields is not None and kind in TYPED | OTHERS and told.get("name") and told["name"] not in NOT_OURS:
            self._fields[told["name"]] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None


def fields_of(pages: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """By the route that a form leads to, its fields. `pages` are their addresses and what they show."""
    found: dict[str, dict[str, str]] = {}
    for address, text in pages:
        parser = Forms(address)
        parser.feed(text)
        for target, fields in parser.found.items():
            if route := _route(target):
                found.setdefault(route, {}).update(fields)
    return found


def _route(address: str) -> str:
    try:
        return resolve(address, import_module("config.urls_clinic")).route
    except Resolver404:
        return ""


def members_of(row: Row) -> dict[str, dict[str, Any]]:
    """The members that the body of this operation may have, each with what OpenAPI says of it."""
    operation = document()["paths"][as_documented(row.address)][row.method.lower()]
    content = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {"schema": {}})
    return {name: _plain(each) for name, each in _plain(content["schema"]).get("properties", {}).items()}


def with_text(schema: dict[str, Any], text: str) -> Any:
    """A value of this schema with the text wherever one may stand."""
    schema = _plain(schema)
    if schema.get("type") == "array":
        return [with_text(schema["items"], text)]
    if schema.get("properties"):
        return {name: with_text(each, text) for name, each in schema["properties"].items()}
    return {"text": text} if schema.get("type") == "object" else text


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema stands for, where it only names another."""
    while not schema.get("type") and (inside := schema.get("allOf") or schema.get("oneOf")):
        schema = inside[0]
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
