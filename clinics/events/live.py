"""Telling open pages that something changed, by topic and id; they fetch what they may see.

A topic is `kind:id`, such as `note:0192…`. Apps register the kinds they announce, each with the
permission that watching it takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django_tenants.utils import get_public_schema_name

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic, current_schema
from clinics.kit.registry import Registry

CHANNEL = "live"
CLOSED = "closed"
LOOK_AT = "look-at"
LETTERS = re.compile(r"[A-Za-z0-9:-]+")
"""What topics are made of: nothing that ends a line, and no words of a person."""


@dataclass(frozen=True)
class LiveTopic:
    """A kind of topic; `permission` is what a person needs to watch one, and `sees` says of one id whether they may."""

    name: str
    permission: str
    order: int = 100
    sees: Callable[[Actor, str], bool] | None = None

    def may_be_watched(self, by: Actor, id: str) -> bool:
        return by.may(self.permission) and (self.sees is None or self.sees(by, id))


live_topics: Registry[LiveTopic] = Registry("Live topics")


def announce(*, kind: str, id: object) -> None:
    """Tell the clinic's open pages after this transaction commits. Ids only, never values."""
    if kind not in live_topics:
        raise ValueError(f"{kind} is not a registered live topic")
    topic = f"{kind}:{id}"
    if not LETTERS.fullmatch(topic):
        raise ValueError(f"a live topic of {kind} is about something that is no id")
    notice = json.dumps({"clinic": current_clinic().schema_name, "topic": topic})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])


def look_again_at(person: object) -> None:
    """Have each stream of this person, by id, asked for anew after this transaction commits: may they still watch?"""
    if current_schema() == get_public_schema_name():
        return  # operators watch nothing
    notice = json.dumps({"clinic": current_clinic().schema_name, "topic": f"{LOOK_AT}:{person}"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])


def tell_that_it_closed(schema: str) -> None:
    """End every stream of this clinic after this transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"clinic": schema, "topic": CLOSED})])
