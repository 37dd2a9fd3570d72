"""A demo clinic has money in every state, and its books are right."""

from billing.actions import seeding
from billing.models import Fee, Invoice, InvoiceDraft
from billing.queries.balances import trial_balance
from clinics.onboarding.samples import SampleOrder
from patients.actions.seeding import seed
from tests.factories.billing import AT, BILLER


def test_the_sample_is_a_believable_years_end(in_alder):
    seed(count=150, seed=7, by=BILLER, at=AT, tell=lambda _done: None)
    order = SampleOrder(patients=150, seed=7, by=BILLER, at=AT, tell=lambda _words: None)

    seeding.fill(order)

    assert Fee.objects.exists()
    assert Invoice.objects.open().exists()
    assert Invoice.objects.settled().exists()
    assert InvoiceDraft.objects.count() + Invoice.objects.invoices().count() >= 25
    assert sum(trial_balance().values()) == 0
