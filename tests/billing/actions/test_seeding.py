"""A demo clinic has money in every state, and its books are right."""

from billing.actions import seeding
from billing.models import Fee, Invoice, InvoiceDraft
from billing.queries.balances import trial_balance
from clinics.kit.actor import Actor
from clinics.onboarding.samples import SampleColleague, SampleOrder
from patients.actions.seeding import seed
from tests.factories.billing import AT, BILLER
from tests.factories.staff import Role, acting

OPERATOR = Actor.operator_command("seed")


def test_the_sample_is_a_believable_years_end(in_alder):
    seed(count=150, seed=7, by=BILLER, at=AT, tell=lambda _done: None)
    order = SampleOrder(patients=150, seed=7, by=BILLER, at=AT, tell=lambda _words: None)

    seeding.fill(order)

    assert Fee.objects.exists()
    assert Invoice.objects.open().exists()
    assert Invoice.objects.settled().exists()
    assert InvoiceDraft.objects.count() + Invoice.objects.invoices().count() >= 25
    assert sum(trial_balance().values()) == 0


def test_samples_are_issued_by_who_bills_there(in_alder):
    seed(count=20, seed=7, by=BILLER, at=AT, tell=lambda _done: None)
    team = (SampleColleague(actor=acting(Role.OWNER)), SampleColleague(actor=acting(Role.BILLER), works_in="billing"))

    seeding.fill(SampleOrder(patients=20, seed=7, by=OPERATOR, at=AT, tell=lambda _words: None, team=team))

    assert set(Invoice.objects.values_list("issued_by_id", flat=True)) == {team[1].actor.id}
