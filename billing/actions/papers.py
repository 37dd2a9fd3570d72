"""Handing out an invoice as a PDF, made each time from what was issued: no second copy holds anybody's identity."""

from __future__ import annotations

from datetime import UTC, datetime

from billing.actions import letterheads
from billing.models import Invoice
from billing.press import printed
from billing.queries.addresses import address_lines
from billing.queries.papers import invoice_paper, statement_paper
from billing.queries.statements import Statement
from clinics.audit import actions as audit
from clinics.kit.actor import Actor


def invoice_pdf(*, invoice: Invoice, by: Actor, at: datetime) -> bytes:
    """An invoice loaded by `for_paper`; the same bytes until it is paid, credited or written off. Raises NotPrinted.

    One that was issued before there were letterheads is set under what holds now.
    """
    letterhead = invoice.letterhead or letterheads.unsaved(letterheads.words_of(letterheads.latest()))
    made = printed(invoice_paper(invoice, letterhead), logo=bytes(letterhead.logo), at=invoice.issued_at)
    audit.record(event="invoice.printed", by=by, at=at, patients=[invoice.patient_id], subject=invoice)
    return made


def statement_pdf(*, statement: Statement, by: Actor, at: datetime) -> bytes:
    """A statement addressed to the first of its people, under the letterhead that holds. Raises NotPrinted."""
    letterhead = letterheads.unsaved(letterheads.words_of(letterheads.latest()))
    first = statement.people[0]
    paper = statement_paper(statement, letterhead, addressee="\n".join((first.formal_name, *address_lines(first))))
    ends = datetime(statement.until.year, statement.until.month, statement.until.day, tzinfo=UTC)
    made = printed(paper, logo=bytes(letterhead.logo), at=ends)
    audit.record(event="statement.printed", by=by, at=at, patients=[each.pk for each in statement.people])
    return made


def file_name(invoice: Invoice) -> str:
    """Of letters that every system takes; whom it is for is not among them."""
    return f"{invoice.kind.replace('_', '-')}-{invoice.number}.pdf"
