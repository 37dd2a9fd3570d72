"""Addresses below `/billing/`."""

from django.urls import path

from billing.views import accounts, desks, drafts, invoices, links, overview, papers, statements, uncharged

app_name = "billing"
urlpatterns = [
    path("", overview.index, name="overview"),
    path("invoices/", invoices.index, name="invoices"),
    path("invoices/<uuid:invoice_id>/", invoices.show, name="invoice"),
    path("invoices/<uuid:invoice_id>/pdf/", papers.invoice, name="invoice_pdf"),
    path("invoices/<uuid:invoice_id>/send/", links.send, name="send"),
    path("invoices/<uuid:invoice_id>/credit-note/", invoices.credit_note, name="credit_note"),
    path("invoices/<uuid:invoice_id>/deposit/", invoices.deposit, name="use_deposit"),
    path("invoices/<uuid:invoice_id>/write-off/", invoices.write_off, name="write_off"),
    path("drafts/<uuid:draft_id>/", drafts.edit, name="draft"),
    path("drafts/<uuid:draft_id>/lines/<uuid:line_id>/removal/", drafts.line_removal, name="line_removal"),
    path("drafts/<uuid:draft_id>/issue/", drafts.issue, name="issue"),
    path("drafts/<uuid:draft_id>/removal/", drafts.removal, name="draft_removal"),
    path("desks/", desks.index, name="desks"),
    path("desks/<uuid:desk_id>/", desks.show, name="desk"),
    path("desks/<uuid:desk_id>/opening/", desks.opening, name="desk_opening"),
    path("desks/<uuid:desk_id>/cash-up/", desks.cash_up, name="desk_cash_up"),
    path("cash-ups/<uuid:cash_up_id>/", desks.sheet, name="cash_up"),
    path("uncharged/", uncharged.index, name="uncharged"),
    path("uncharged/<uuid:appointment_id>/charge/", uncharged.charge, name="charge"),
    path("patients/<uuid:patient_id>/", accounts.show, name="account"),
    path("patients/<uuid:patient_id>/statement/", statements.show, name="statement"),
    path("patients/<uuid:patient_id>/statement/pdf/", statements.file, name="statement_pdf"),
    path("patients/<uuid:patient_id>/drafts/new/", drafts.new, name="new_draft"),
    path("patients/<uuid:patient_id>/payments/new/", accounts.payment, name="new_payment"),
    path("payments/<uuid:payment_id>/refund/", accounts.refund, name="refund"),
]
