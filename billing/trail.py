"""What events about money are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="billing.listed", did=_("saw in a list what is owed by %(about)s"), reads=True),
        S(name="billing.viewed", did=_("opened a page about the money of %(about)s"), reads=True, opens=True),
        S(name="appointment.charged", did=_("charged an appointment of %(about)s")),
        S(name="invoice.drafted", did=_("began an invoice for %(about)s")),
        S(name="invoice.draft_changed", did=_("changed the draft of an invoice for %(about)s")),
        S(name="invoice.draft_discarded", did=_("dropped the draft of an invoice for %(about)s")),
        S(name="invoice.issued", did=_("issued an invoice for %(about)s")),
        S(name="invoice.credited", did=_("took an invoice for %(about)s back")),
        S(name="invoice.written_off", did=_("wrote off what %(about)s owed")),
        S(name="invoice.sent", did=_("sent an invoice to %(about)s")),
        S(name="invoice.printed", did=_("printed an invoice of %(about)s"), reads=True, takes_out=True),
        S(name="invoice.link_refused", did=_("tried a link to an invoice with a wrong birth date")),
        S(name="statement.viewed", did=_("opened a statement of %(about)s"), reads=True, opens=True),
        S(name="statement.printed", did=_("printed a statement of %(about)s"), reads=True, takes_out=True),
        S(name="letterhead.changed", did=_("changed the letterhead of invoices")),
        S(name="payment.received", did=_("took a payment of %(about)s")),
        S(name="payment.refunded", did=_("gave money back to %(about)s")),
        S(name="payment.allocated", did=_("set a payment of %(about)s against an invoice")),
        S(name="payment.released", did=_("took a payment of %(about)s off an invoice")),
        S(name="desk.added", did=_("added a cash desk")),
        S(name="desk.changed", did=_("changed a cash desk")),
        S(name="desk.opened", did=_("opened a cash desk")),
        S(name="desk.closed", did=_("counted and closed a cash desk")),
        S(name="fee.added", did=_("added a fee")),
        S(name="fee.changed", did=_("changed a fee")),
        S(name="fee_list.added", did=_("added a list of fees")),
        S(name="fee_list.ended", did=_("ended a list of fees")),
        S(name="tax_rate.added", did=_("added a tax rate")),
        S(name="tax_rate.ended", did=_("ended a tax rate")),
    )
)
