"""Who asks, and what came of it. Whatever a request changed is taken back before the next."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.sessions import handle_of
from tests.access.rows import NO_FACTOR, PASSWORD_ONLY, ROLES, VISITING, Row
from tests.access.world import Place
from tests.conftest import client_at
from tests.factories import operators
from tests.factories.staff import Role, person

DOORS = ("/accounts/second-factor/", "/accounts/2fa/reauthenticate/")
"""Where somebody is led who has shown only a password."""
STRANGERS = ("stranger", "other clinic", "program", PASSWORD_ONLY, NO_FACTOR)
"""Who is refused on every line of a page: nobody, another clinic's session, a bearer token, owners without factor."""
FRAGMENT = {"HX-Request": "true"}


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is gone afterwards. Like a test's own transaction it lets clinics change inside."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    events: int
    content: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def location(self) -> str:
        return self.headers.get("Location") or self.headers.get("HX-Redirect", "")


def reading(answer: Any, place: Place, row: Row) -> Answer:
    """The answer, with how many events the trail has of it, where that is asked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    events = 0
    if row.traces and row.method != "GET" and answer.status_code == row.answers:
        with entering(place.clinic):
            events = AuditEvent.objects.of_request(answer.headers["X-Request-Id"]).count()
    return Answer(answer.status_code, dict(answer.headers), content.decode("utf-8", "replace"), events, content)


class Asking:
    """Everybody who may come, each with a browser or a token of their own."""

    def __init__(self, place: Place, other: Clinic, token: str) -> None:
        self.place = place
        self.token = token
        self.browsers = {letter: client_at(place.clinic, role) for letter, role in ROLES.items()}
        self.browsers[VISITING] = operators.visiting(place.clinic)
        self.browsers["stranger"] = client_at(place.clinic)
        self.browsers["program"] = client_at(place.clinic)
        self.browsers["other clinic"] = client_at(place.clinic)
        self.browsers["other clinic"].cookies = client_at(other, Role.OWNER).cookies
        self.browsers |= {name: client_at(place.clinic) for name in (PASSWORD_ONLY, NO_FACTOR)}
        with entering(place.clinic):
            for name, user in ((PASSWORD_ONLY, person(Role.OWNER)), (NO_FACTOR, place.known["newcomer"])):
                self.browsers[name].force_login(user)
                session = self.browsers[name].session
                session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
                session["account_authentication_methods_user"] = str(user.pk)
                session.save()

        elsewhere = {who: client_at(place.clinic, role) for who, role in ROLES.items()}
        with entering(place.clinic):
            for who, browser in {**elsewhere, NO_FACTOR: self.browsers[NO_FACTOR]}.items():
                place.known[f"session of {who}"] = handle_of(browser.session.session_key)
        place.known["session"] = place.known[f"session of {NO_FACTOR}"]

    def forget_handlers(self) -> None:
        """Load the middleware anew with the next request."""
        for browser in self.browsers.values():
            browser.handler._middleware_chain = None  # type: ignore[attr-defined]

    def ask(self, who: str, row: Row, *, instead: dict[str, UUID] | None = None, fragment: bool = False) -> Answer:
        """Ask, and take back whatever it did."""
        with taken_back():
            return self.send(who, row, instead=instead, fragment=fragment)

    def send(self, who: str, row: Row, *, instead: dict[str, UUID] | None = None, fragment: bool = False) -> Answer:
        """Ask. Cookies stay as they were."""
        browser = self.browsers[who]
        headers = {**(FRAGMENT if fragment else {})}
        if who == "program":
            headers["Authorization"] = f"Bearer {self.token}"
        kept = browser.cookies.copy()
        path = self.place.address_of(row, instead=instead)
        answer = getattr(browser, row.method.lower())(path, self._body(row), headers=headers)
        read = reading(answer, self.place, row)
        browser.cookies = kept
        return read

    def _body(self, row: Row) -> dict[str, Any] | None:
        if row.method != "POST":
            return None
        told = self.place.told(row.sends)
        return {name: SimpleUploadedFile(*each) if isinstance(each, tuple) else each for name, each in told.items()}


def allowed_cells(row: Row) -> Iterator[tuple[str, Row]]:
    """Who may, and about what; what anybody may is asked by somebody unknown."""
    for who in row.allowed:
        yield who, row
    for letter in row.only_own:
        yield letter, row.with_own(letter)


def refused_cells(row: Row) -> Iterator[tuple[str, bool]]:
    """Who is refused on this line; what is got as a page one of them asks for as a fragment, too."""
    if row.asker:
        return
    for who in (*row.refused, *STRANGERS):
        if who not in row.early:
            yield who, False
            if row.method == "GET" and who in (*row.refused[:1], *STRANGERS[:1]):
                yield who, True


def fault_of_refusal(row: Row, who: str, answer: Answer, place: Place, *, fragment: bool) -> str:
    """What is wrong with how somebody was refused; nothing when it is right."""
    shown = [word for words in place.MARKERS.values() for word in words if word in answer.text]
    if shown and who not in row.only_own:
        return f"is refused with {shown} in the answer"
    if who in ROLES and not row.door:
        right = answer.status == row.otherwise
        return "" if right else f"should be refused with {row.otherwise}, and got {answer.status}"
    doors = DOORS if who in (PASSWORD_ONLY, NO_FACTOR) else (row.door or "/accounts/login/?next=",)
    if answer.status not in (302, 200 if fragment else 302) or not answer.location.startswith(doors):
        return f"should be led to {doors}, and got {answer.status} {answer.location}"
    return ""


def fault_of_allowed(row: Row, answer: Answer, place: Place) -> str:
    """What is wrong with an allowed answer; nothing when it gave the real record, or changed it."""
    shows, leads = place.told(row.shows), place.told(row.leads)
    if answer.status != row.answers:
        return f"should get {row.answers}, and got {answer.status} {answer.location}{_errors(answer.text)}"
    if shows and shows not in answer.text:
        return f"should be shown {shows!r}, and is not"
    if leads and not answer.location.startswith(leads):
        return f"should be led to {leads}, and was led to {answer.location}"
    if row.method != "GET" and row.traces and not answer.events:
        return "left no trace"
    return ""


def _errors(text: str) -> str:
    return " ".join(["", *re.findall(r'class="[^"]*error[^"]*"[^>]*>\s*([^<]+)', text)[:4]])
