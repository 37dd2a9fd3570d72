"""Names of files are made harmless and stay readable."""

import pytest

from patients.documents.names import clean, extension_of, stem_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\dana\\scan.pdf", "scan.pdf"),
        ("..", "document"),
        ("...hidden.pdf", "hidden.pdf"),
        ("", "document"),
        ("a\0b.pdf", "ab.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("\u2066scan\u2069.pdf", "scan.pdf"),
        ("line\r\nbreak: x.pdf", "line break_ x.pdf"),
        ("Überweisung Ñandú 検査.pdf", "Überweisung Ñandú 検査.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ('a"b<c>.txt', "a_b_c_.txt"),
        ("%2e%2e%2Fscan 100%.pdf", "_2e_2e_2Fscan 100%.pdf"),
    ],
)
def test_a_name_is_cleaned(given, expected):
    assert clean(given) == expected


def test_a_cleaned_name_stays_as_it_is():
    for name in ("letter.pdf", "no extension", "検査.pdf"):
        assert clean(clean(name)) == clean(name)


def test_the_extension_is_the_last_one_in_lower_case():
    assert extension_of("Scan.final.PDF") == "pdf"
    assert extension_of("README") == ""


def test_a_document_is_called_by_its_name_without_extension():
    assert stem_of("Letter to Dr. Who.pdf") == "Letter to Dr. Who"
