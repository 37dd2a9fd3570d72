"""Every event that is written has a sentence, in every language."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from clinics.audit.sentences import did, sentences
from clinics.oversight.forms.trail import areas

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("clinics", "patients", "appointments", "billing", "config")
COMPOSED = {  # names put together when they are written: by f-string, or handed on
    *(f"appointment.{change}" for change in ("booked", "moved", "described", "cancelled", "arrived", "started")),
    *(f"appointment.{change}" for change in ("completed", "missed", "stepped_back", "reinstated", "entered_in_error")),
    "appointment.moved_back",
    *(f"staff.second_factor_{change}" for change in ("added", "removed", "renewed")),
    *(f"clinic.{change}" for change in ("suspended", "reactivated", "closed")),
    *(f"keys.{stage}" for stage in ("published", "promoted", "rotated")),
    *("operator.created", "operator.renewed", "payment.allocated", "payment.released"),
}


def written() -> set[str]:
    """Names of events in calls that write them, as they stand in the source."""
    found = set()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                event = given.get("event") if "at" in given and "by" in given else None
                if isinstance(event, ast.Constant) and "." in event.value:
                    found.add(event.value)
    return found


def test_every_event_has_a_sentence():
    """A new event belongs into the `trail` module of its app."""
    assert sorted((written() | COMPOSED) - {sentence.name for sentence in sentences}) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_can_be_said(language):
    with translation.override(language):
        said = [did(sentence.name, about="Ana", subject="Dana") for sentence in sentences]
        assert all(said)
        assert "%" not in "".join(said)
        assert sum(len(options) for _title, options in areas()) == len(sentences)


def test_an_event_of_tomorrow_is_named_as_it_is():
    assert did("moon.visited", about="Ana") == "did what is recorded as “moon.visited”"
