"""Mail carries the clinic's name, colour and language, and reads as well without its HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from clinics.events import mail
from clinics.events.models import OutgoingMail
from clinics.kit import colour
from clinics.staff.actions import invitations
from clinics.staff.permissions import Role


@dataclass
class Look:
    name: str = "O'Brien & Sons"
    accent: str = "#aa0044"
    support_contact: str = "Olive, 555 0100"
    language: str = "en"


@pytest.fixture
def look(in_alder):
    """Change how the clinic of this test looks; it is as before afterwards."""
    kept = {field: getattr(in_alder, field) for field in ("name", "accent", "support_contact", "language")}

    def change(**values: str) -> None:
        for field, value in {**vars(Look()), **values}.items():
            setattr(in_alder, field, value)

    yield change
    for field, value in kept.items():
        setattr(in_alder, field, value)


def invited(acting, at) -> OutgoingMail:
    invitations.invite(email="new@example.com", roles=(Role.CLINICIAN,), by=acting(Role.OWNER), at=at)
    return OutgoingMail.objects.get(purpose="invitation", created_at=at)


def test_a_message_says_the_same_with_and_without_html(look, acting, at):
    look()

    message = invited(acting, at)

    (link,) = set(re.findall(r"https?://\S+/accounts/invitations/[\w-]+/", message.text))
    assert message.subject == "Join O'Brien & Sons"
    assert message.text.startswith("You are invited to join O'Brien & Sons. Open this link to begin: ")
    assert f'href="{link}"' in message.html
    assert "You are invited to join O&#x27;Brien &amp; Sons." in message.html


def test_it_wears_the_clinics_colour_and_says_whom_to_ask(look, acting, at):
    look(accent="#ffee00")

    html = invited(acting, at).html

    shades = colour.palette("#ffee00", colour.LIGHT)
    assert f'bgcolor="{shades.fill}"' in html
    assert f'color="{shades.on_fill}"' in html
    assert "Questions: Olive, 555 0100" in html


def test_it_speaks_the_clinics_language(look, acting, at):
    look(language="es")

    message = invited(acting, at)

    assert message.language == "es"
    assert '<html lang="es">' in message.html
    assert message.subject.startswith("Únase a") or "O'Brien & Sons" in message.subject


def test_it_speaks_the_installations_where_the_clinics_has_no_words(look, acting, at):
    look(language="fr")

    assert '<html lang="en">' in invited(acting, at).html


def test_a_message_of_text_alone_is_set_in_the_same_frame(look, at):
    look()

    message = mail.enqueue(
        purpose="test", to="a@example.com", subject="Hello", text="One <b>\n\nhttps://example.org/x", at=at
    )

    assert "<p>One &lt;b&gt;</p>" in message.html
    assert '<a href="https://example.org/x"' in message.html
    assert "<b>O&#x27;Brien &amp; Sons</b>" in message.html


def test_nothing_in_a_message_is_fetched_from_anywhere(look, acting, at):
    """No pictures, fonts or scripts: reading a mail tells nobody that it was read."""
    look()

    html = invited(acting, at).html

    assert re.findall(r"\b(?:src|background|srcset)\s*=|url\(|<link|<script|<style|<img", html) == []


def test_a_subject_is_one_line(look, acting, at):
    look(name="Two\nLines")

    assert "\n" not in invited(acting, at).subject
