"""The checks of what is given out find what they are for."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
import typst

from clinics.kit.one_line import one_line
from clinics.kit.tables import as_it_was, harmless
from tests.inputs import giving_out
from tests.inputs.strings import ALL, FORMULAS, MARK

HEADS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:1\r\n"
ENDS = b"END:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/html", f"<p><img id={MARK} src=x></p>".encode()),
        ("text/html", b'<p onclick="x()">'),
        ("text/html", f'<a href="javascript:{MARK}()">x</a>'.encode()),
        ("text/html", b"<script>let name = 'x';</script>"),
        ("application/json", b'{"name": "x"'),
        ("text/css", f"a {{ content: '{MARK}' }}".encode()),
        ("text/event-stream", f"event: {MARK}\ndata: 1\n\n".encode()),
        ("text/csv", b"a,b\r\n1,=1+1\r\n"),
        ("text/csv", b"a,b\r\n1,\xe2\x80\x8b=1+1\r\n"),
        ("text/csv", b"a,b\r\n1\r\n2,3\r\n"),
        (
            "text/calendar",
            HEADS + b"ATTENDEE:mailto:a@x.example\r\nATTENDEE:mailto:b@x.example\r\n" + ENDS,
        ),
        ("text/calendar", HEADS + b"SUMMARY:x\r\nX-ALT-DESC:<b>x</b>\r\n" + ENDS),
        ("text/calendar", HEADS + b"SUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n" + ENDS),
        ("application/pdf", typst.compile(b'#link("https://x.example")[x]', format="pdf")),
        ("application/x-new", b"something"),
    ],
)
def test_a_planted_fault_is_found(kind, content):
    assert giving_out.faults_of({"Content-Type": kind}, content)


@pytest.mark.parametrize(
    "headers",
    [
        {"Location": "/\r\nSet-Cookie: x=1"},
        {"Content-Disposition": 'attachment; filename="a.csv"; filename="b.exe"'},
        {"Content-Disposition": f"inline; filename={MARK}.html"},
        {"Content-Disposition": 'attachment; filename="../a.csv"'},
    ],
)
def test_a_planted_header_is_found(headers):
    assert giving_out.faults_of(headers, b"")


@pytest.mark.parametrize("name", ["Bcc", "X-Other", "Sender"])
def test_a_planted_head_of_a_mail_is_found(name):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "x"
    message.set_content("x")
    assert giving_out.letter(message.as_bytes(), to="b@x.example", sender="a@x.example") == []

    message[name] = "c@x.example"

    assert giving_out.letter(message.as_bytes(), to="b@x.example", sender="a@x.example")


def test_no_cell_is_a_formula_and_each_is_read_back_as_it_was():
    texts = [*ALL, *FORMULAS, "'=1", "''=1", "'t Hooft", " =1", "\u200b=1", "＝1+1", "\n=1", "-5", "+34 600 000 000"]

    assert [text for text in texts if giving_out.is_formula(harmless(text))] == []
    assert [text for text in texts if as_it_was(harmless(text)) != text] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Alder\r\nBcc: x@x.example", "Alder Bcc: x@x.example"),
        ("Alder \u202etxet\u202c", "Alder txet"),
        ("a\x00b\u2028c", "a b c"),
        ("کلینیک\u200cها", "کلینیک\u200cها"),
    ],
)
def test_a_name_in_a_head_is_one_line_that_turns_nothing_around(typed, shown):
    assert one_line(typed) == shown
