"""`/billing/desks/` and `/settings/desks/`: a day at the desk, from its float to its count."""

from uuid import uuid4

import pytest

from billing.models import CashUp, Desk, Payment
from clinics.kit.current import entering
from tests.factories import billing, patients
from tests.factories.staff import Role

PAID = {"amount": "50", "method": "cash"}


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        return patients.register()


@pytest.fixture
def desk(visit, alder):
    visit(alder, Role.OWNER).post("/settings/desks/new/", {"name": "Front desk"})
    with entering(alder):
        return Desk.objects.get()


@pytest.fixture
def frances(visit, alder):
    return visit(alder, Role.FRONT_DESK)


def counting(frances, desk, **counted):
    path = f"/billing/desks/{desk.pk}/cash-up/"
    first = frances.get(path).context["form"].initial
    return frances.post(path, {"card": "0", "transfer": "0", **first, **counted})


def test_a_day_at_the_desk(frances, alder, desk, ana):
    frances.post(f"/billing/desks/{desk.pk}/opening/", {"float_amount": "150"})
    page = frances.get(f"/billing/patients/{ana.pk}/payments/new/")
    assert page.context["form"].initial["desk"] == desk.pk
    paid = f"/billing/patients/{ana.pk}/payments/new/"
    frances.post(paid, {**PAID, "desk": str(desk.pk), "key": str(uuid4())})
    short = counting(frances, desk, cash="195")
    assert short.status_code == 422
    assert "-$5.00" in short.content.decode()

    closed = counting(frances, desk, cash="195", reason="Gave 5 too much")

    sheet = frances.get(closed["Location"]).content.decode()
    assert "Gave 5 too much" in sheet
    assert "$200.00" in sheet
    assert "Ruiz" not in sheet
    with entering(alder):
        assert CashUp.objects.get().difference == -5


def test_before_it_counts_nobody_is_told_what_should_be_there(frances, desk, ana, alder):
    frances.post(f"/billing/desks/{desk.pk}/opening/", {"float_amount": "150"})
    with entering(alder):
        billing.pay(ana, "777", desk=desk)

    assert "777" not in frances.get(f"/billing/desks/{desk.pk}/cash-up/").content.decode()


def test_who_closes_what_somebody_closed_meanwhile_is_led_to_it(frances, desk):
    frances.post(f"/billing/desks/{desk.pk}/opening/", {"float_amount": "0"})
    path = f"/billing/desks/{desk.pk}/cash-up/"
    first = frances.get(path).context["form"].initial
    counting(frances, desk, cash="0")

    late = frances.post(path, {**first, "key": str(uuid4()), "cash": "0", "card": "0", "transfer": "0"}, follow=True)

    assert late.redirect_chain[0][0] == f"/billing/desks/{desk.pk}/"
    assert "Somebody closed this desk meanwhile" in late.content.decode()


def test_a_desk_that_is_not_open_is_opened_first(frances, desk):
    assert frances.get(f"/billing/desks/{desk.pk}/cash-up/")["Location"] == f"/billing/desks/{desk.pk}/opening/"


def test_without_desks_payments_are_taken_as_ever(frances, alder, ana):
    assert "desk" not in frances.get(f"/billing/patients/{ana.pk}/payments/new/").context["form"].fields
    frances.post(f"/billing/patients/{ana.pk}/payments/new/", {**PAID, "key": str(uuid4())})
    with entering(alder):
        assert Payment.objects.get().desk is None


def test_a_deposit_is_taken_as_such_and_settles_nothing(frances, alder, ana):
    with entering(alder):
        invoice = billing.invoice(ana, "40")
    frances.post(f"/billing/patients/{ana.pk}/payments/new/", {**PAID, "as_deposit": "on", "key": str(uuid4())})

    with entering(alder):
        assert Payment.objects.get().standing.free == 50
        invoice.standing.refresh_from_db()
        assert invoice.standing.open == 40


def test_desks_of_another_clinic_are_not_there(visit, birch, desk):
    theirs = visit(birch, Role.OWNER)

    assert theirs.get(f"/billing/desks/{desk.pk}/").status_code == 404
    assert theirs.get(f"/settings/desks/{desk.pk}/").status_code == 404
    assert "Front desk" not in theirs.get("/billing/desks/").content.decode()


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.AUDITOR])
def test_who_takes_no_money_sees_no_desk(visit, alder, desk, role):
    assert visit(alder, role).get("/billing/desks/").status_code == 403


def test_a_list_of_desks_costs_the_same_at_one_and_at_three(frances, alder, desk, django_assert_max_num_queries):
    for count in (1, 3):
        with entering(alder):
            while Desk.objects.count() < count:
                Desk.objects.create(name=f"Desk {Desk.objects.count()}")
        with django_assert_max_num_queries(12):
            frances.get("/billing/desks/")
