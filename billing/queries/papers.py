"""What stands on a paper: words and amounts, already as people of the clinic's language read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing.models import Invoice, InvoiceLine, Letterhead, Payment
from billing.money import rate, shown
from billing.queries.balances import Age
from billing.queries.statements import Statement
from clinics.events.mail import by_day, spoken

LETTER_SIZED = frozenset({"US", "CA", "MX", "CL", "CO", "PH"})
SMALL_DATE, LONG_DATE = "SHORT_DATE_FORMAT", "DATE_FORMAT"


def invoice_paper(invoice: Invoice, letterhead: Letterhead) -> dict[str, Any]:
    """An invoice or credit note loaded by `for_paper`, for `press.printed`."""
    with words_of(letterhead):
        kind = str(invoice.get_kind_display())
        facts = [(_("Number"), invoice.number), (_("Date"), day(invoice.issued_on, LONG_DATE))]
        if not invoice.is_credit_note:
            facts.append((_("Due"), day(invoice.due_on, LONG_DATE)))
        return {
            **frame(letterhead, title=f"{kind} {invoice.number}"),
            "addressee": "\n".join(filter(None, (invoice.buyer_name, invoice.buyer_address))),
            "facts": facts,
            "lead": _lead(invoice),
            "table": _lines(invoice),
            "sums": _sums(invoice),
            "notes": _notes(invoice, letterhead),
        }


@contextmanager
def words_of(letterhead: Letterhead) -> Iterator[None]:
    """The language that was the clinic's when the letterhead was written."""
    with translation.override(spoken(letterhead.language)):
        yield


def frame(letterhead: Letterhead, *, title: str) -> dict[str, Any]:
    """What every paper has."""
    return {
        "title": title,
        "language": translation.get_language() or "en",
        "size": "us-letter" if letterhead.country in LETTER_SIZED else "a4",
        "accent": by_day(letterhead.accent).text,
        "page_words": _("Page %(page)s of %(pages)s"),
        "letterhead": {
            "name": letterhead.name,
            "address": "\n".join(filter(None, (letterhead.address.strip(), letterhead.tax_numbers.strip()))),
            "footer": letterhead.footer.strip(),
        },
    }


def day(value: date, how: str = SMALL_DATE) -> str:
    return date_format(value, how)


def amount(value: Decimal, currency: str) -> str:
    return shown(value, currency, translation.get_language() or "en")


def column(label: str, *, number: bool = False, wide: bool = False) -> dict[str, Any]:
    return {"label": label, "number": number, "wide": wide}


def said(label: str, amount: str, *, strong: bool = False) -> dict[str, Any]:
    return {"label": label, "amount": amount, "strong": strong}


def note(text: str, heading: str = "") -> dict[str, str]:
    return {"heading": heading, "text": text}


def _lead(invoice: Invoice) -> str:
    if invoice.credits is None:
        return ""
    takes_back = _("Takes back invoice %(number)s of %(day)s.") % {
        "number": invoice.credits.number,
        "day": day(invoice.credits.issued_on, LONG_DATE),
    }
    return "\n".join(filter(None, (takes_back, invoice.reason)))


def _lines(invoice: Invoice) -> dict[str, Any]:
    is_taxed = bool(invoice.tax_lines)
    columns = [
        column(_("Day")),
        column(_("Service"), wide=True),
        column(_("Quantity"), number=True),
        column(_("Price"), number=True),
        *([column(_("Tax"), number=True)] if is_taxed else []),
        column(_("Net"), number=True),
    ]
    return {
        "columns": columns,
        "rows": [_line(line, invoice.currency, is_taxed=is_taxed) for line in invoice.lines.all()],
    }


def _line(line: InvoiceLine, currency: str, *, is_taxed: bool) -> list[Any]:
    return [
        day(line.served_on),
        (" ".join(filter(None, (line.code, line.display))), line.text),
        str(line.quantity),
        amount(line.unit_amount, currency),
        *([percent(line.tax_percent)] if is_taxed else []),
        amount(line.net, currency),
    ]


def percent(value: Decimal) -> str:
    return rate(value, translation.get_language() or "en")


def _sums(invoice: Invoice) -> list[dict[str, Any]]:
    currency, standing = invoice.currency, invoice.standing
    sums = []
    if invoice.tax_lines:
        sums.append(said(_("Net"), amount(invoice.net, currency)))
        sums += [
            said(
                _("Tax %(rate)s on %(net)s") % {"rate": percent(each.percent), "net": amount(each.net, currency)},
                amount(each.tax, currency),
            )
            for each in invoice.tax_lines
        ]
    sums.append(said(_("Total"), amount(invoice.total, currency), strong=True))
    if invoice.is_credit_note:
        return sums
    sums += [
        said(
            _("%(method)s, %(day)s") % {"method": payment.get_method_display(), "day": day(payment.received_on)},
            amount(-part, currency),
        )
        for payment, part in settling(invoice)
    ]
    if standing.credited:
        sums.append(said(_("Credited"), amount(-standing.credited, currency)))
    if standing.written_off:
        sums.append(said(_("Written off"), amount(-standing.written_off, currency)))
    if len(sums) > 1 or standing.open != invoice.total:
        sums.append(said(_("To be paid"), amount(standing.open, currency), strong=True))
    return sums


def settling(invoice: Invoice) -> list[tuple[Payment, Decimal]]:
    """The payments that an invoice is settled by, and how much of each, in the order they came."""
    parts: dict[Payment, Decimal] = {}
    for allocation in invoice.allocations.all():
        parts[allocation.payment] = parts.get(allocation.payment, Decimal(0)) + allocation.amount
    kept = [(payment, part) for payment, part in parts.items() if part > 0]
    return sorted(kept, key=lambda pair: (pair[0].received_at, pair[0].pk))


def _notes(invoice: Invoice, letterhead: Letterhead) -> list[dict[str, str]]:
    if invoice.is_credit_note:
        return []
    if not invoice.standing.open:
        return [note(_("Nothing is left to pay. Thank you."))]
    return [note(letterhead.payment.strip(), _("How to pay"))] if letterhead.payment.strip() else []


def statement_paper(said: Statement, letterhead: Letterhead, *, addressee: str) -> dict[str, Any]:
    """A statement of account, for `press.printed`."""
    with words_of(letterhead):
        currency, several = said.currency, said.is_of_several
        columns = [
            column(_("Day")),
            *([column(_("For"))] if several else []),
            column(_("What")),
            column(_("Movement"), number=True, wide=True),
            column(_("Balance"), number=True),
        ]
        rows = [
            [
                day(line.day),
                *([line.whom] if several else []),
                line.what,
                amount(line.change, currency),
                amount(line.balance, currency),
            ]
            for line in said.lines
        ]
        period = {"since": day(said.since), "until": day(said.until)}
        return {
            **frame(letterhead, title=_("Statement of account")),
            "addressee": addressee,
            "facts": [(_("From"), day(said.since, LONG_DATE)), (_("Until"), day(said.until, LONG_DATE))],
            "lead": "" if rows else _("Nothing happened from %(since)s to %(until)s.") % period,
            "table": {"columns": columns, "rows": [_brought_forward(said, len(columns)), *rows]},
            "sums": [said_closing(said)],
            "notes": [note(_ages_in_words(said), _("What is open, by age"))] if any(a.count for a in said.ages) else [],
        }


def _brought_forward(said: Statement, columns: int) -> list[Any]:
    """The row above all others."""
    first = [day(said.since), *[""] * (columns - 4), _("Brought forward"), ""]
    return [*first, amount(said.opening, said.currency)]


def said_closing(statement: Statement) -> dict[str, Any]:
    label = _("To be paid") if statement.closing >= 0 else _("Held for you")
    return said(label, amount(abs(statement.closing), statement.currency), strong=True)


def _ages_in_words(said: Statement) -> str:
    return "\n".join(
        _("%(age)s: %(amount)s") % {"age": age_in_words(age), "amount": amount(age.amount, said.currency)}
        for age in said.ages
        if age.count
    )


def age_in_words(age: Age) -> str:
    """How long it is past due."""
    if not age.since:
        return _("Not yet due, or less than 30 days past due")
    if age.until is None:
        return _("%(days)s days past due and more") % {"days": age.since}
    return _("%(since)s to %(until)s days past due") % {"since": age.since, "until": age.until - 1}
