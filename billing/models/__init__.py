from billing.models.account import Account, Series
from billing.models.desk import CashUp, CashUpLine, Desk, DeskOpening, Method
from billing.models.draft import DraftLine, InvoiceDraft
from billing.models.fee import Fee, FeeList
from billing.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceStanding
from billing.models.ledger import Book, LedgerEntry, Movement
from billing.models.letterhead import Letterhead
from billing.models.link import InvoiceLink
from billing.models.payment import Allocation, Payment, PaymentStanding, Refund, WriteOff
from billing.models.tax import TaxRate

__all__ = [
    "Account",
    "Allocation",
    "Book",
    "CashUp",
    "CashUpLine",
    "Desk",
    "DeskOpening",
    "DraftLine",
    "Fee",
    "FeeList",
    "Invoice",
    "InvoiceDraft",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceLink",
    "InvoiceStanding",
    "LedgerEntry",
    "Letterhead",
    "Method",
    "Movement",
    "Payment",
    "PaymentStanding",
    "Refund",
    "Series",
    "TaxRate",
    "WriteOff",
]
