from datetime import date

from patients.search_terms import PersonValues, Term, TermKind, terms_of


def texts(person, kind):
    return {term.text for term in terms_of(person) if term.kind == kind}


def test_a_person_is_filed_under_beginnings_of_every_name():
    person = PersonValues(given="Ann", family="Li", names=("Annie",))
    assert texts(person, TermKind.NAME) == {"an", "ann", "anni", "annie", "li"}


def test_beginnings_end_at_twelve_letters():
    beginnings = texts(PersonValues(family="Wolfeschlegelsteinhausen"), TermKind.NAME)
    assert max(beginnings, key=len) == "wolfeschlege"
    assert len(beginnings) == 11


def test_one_ideograph_is_beginning_enough():
    assert texts(PersonValues(family="王", given="小明"), TermKind.NAME) == {"王", "王小", "王小明", "小", "小明", "明"}


def test_a_person_is_filed_under_everything_that_is_known():
    person = PersonValues(
        birth_date=date(1977, 4, 11),
        phones=("(555) 850-7198", "no phone"),
        emails=(" Will@Example.ORG ",),
        record_number="000-123",
        identifiers=(("us-ssn", "999-24-3761"),),
        country="US",
    )
    assert terms_of(person) == {
        Term(TermKind.BORN, "1977-04-11"),
        Term(TermKind.PHONE, "+15558507198"),
        Term(TermKind.PHONE, "5558507198"),
        Term(TermKind.PHONE, "8507198"),
        Term(TermKind.EMAIL, "will@example.org"),
        Term(TermKind.RECORD, "000123"),
        Term(TermKind.RECORD, "123"),
        Term(TermKind.IDENTIFIER, "999243761"),
        Term(TermKind.IDENTIFIER, "us-ssn|999243761"),
    }


def test_a_person_of_whom_nothing_is_known_has_no_terms():
    assert terms_of(PersonValues()) == frozenset()


def test_kinds_never_change_since_tokens_are_made_of_them():
    assert {kind.value for kind in TermKind} == {
        "name",
        "word",
        "sound",
        "born",
        "phone",
        "email",
        "record",
        "identifier",
    }
