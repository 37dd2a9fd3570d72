"""Papers are set from data: whatever somebody typed stands on them as typed, and the same data gives the same bytes."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from billing.press import NotPrinted, printed
from tests.billing.papers import text_of

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NAUGHTY = (
    "#strong[x]",
    "#sys.inputs",
    '#read("/etc/passwd")',
    "$x^2$",
    "*bold* _thin_",
    "`raw`",
    "@ref <label>",
    "\\ \\u{1f4a9} \\\\",
    "\"double\" 'single'",
    "= Heading",
    "- item",
    "// line /* block */",
    "~ --- ...",
    "]] }} ((",
    "https://example.com/#a",
    "%(page)s",
)


def paper(**more):
    return {
        "title": "Invoice 1",
        "language": "en",
        "size": "a4",
        "accent": "#0f766e",
        "page_words": "Page %(page)s of %(pages)s",
        "letterhead": {"name": "Alder", "address": "", "footer": ""},
        "addressee": "Ana",
        "facts": [["Date", "today"]],
        "lead": "",
        "table": {"columns": [{"label": "Service", "number": False, "wide": True}], "rows": [[["Visit", ""]]]},
        "sums": [{"label": "Total", "amount": "$1", "strong": True}],
        "notes": [],
        **more,
    }


@pytest.mark.parametrize("words", NAUGHTY)
def test_what_would_be_markup_stands_as_it_was_typed_wherever_it_is_put(words):
    made = printed(
        paper(
            title=words,
            addressee=words,
            lead=words,
            letterhead={"name": words, "address": words, "footer": words},
            facts=[[words, words]],
            table={"columns": [{"label": words, "number": False, "wide": True}], "rows": [[[words, words]], [words]]},
            sums=[{"label": words, "amount": words, "strong": False}],
            notes=[{"heading": words, "text": words}],
        ),
        at=AT,
    )

    assert text_of(made).replace("\n", "").count(words) == 16


def test_the_same_paper_is_the_same_bytes_and_another_is_not():
    assert printed(paper(), at=AT) == printed(paper(), at=AT)
    assert printed(paper(), at=AT) != printed(paper(lead="More"), at=AT)


@pytest.mark.parametrize("side", [(512, 20), (20, 512), (1, 1)])
def test_a_logo_of_any_shape_fits(side):
    held = io.BytesIO()
    Image.new("RGBA", side, "#0f766e").save(held, "PNG")

    assert "Invoice 1" in text_of(printed(paper(), logo=held.getvalue(), at=AT))


def test_two_hundred_lines_go_over_pages_that_are_numbered_and_repeat_their_heading():
    rows = [[[f"Visit {number}", ""]] for number in range(200)]
    columns = [{"label": "Service", "number": False, "wide": True}]
    text = text_of(printed(paper(table={"columns": columns, "rows": rows}), at=AT))

    assert all(f"Visit {number}\n" in text for number in range(200))
    assert "Page 1 of 6" in text
    assert text.count("Service") == 6


def test_names_in_other_scripts_are_set():
    assert "Łukasz Ñandú Ελένη Дарья" in text_of(printed(paper(addressee="Łukasz Ñandú Ελένη Дарья"), at=AT))


def test_what_cannot_be_set_is_refused_and_says_nothing_of_its_content():
    with pytest.raises(NotPrinted) as refused:
        printed(paper(), logo=b"not a picture", at=AT)

    assert "picture" not in str(refused.value)
