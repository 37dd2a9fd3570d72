from appointments.models import ReminderPolicy
from clinics.kit.current import entering
from clinics.staff.permissions import Role


def test_the_clinic_says_when_patients_are_reminded(visit, alder, birch):
    owner = visit(alder, Role.OWNER)
    assert 'value="24"' in owner.get("/settings/reminders/").content.decode()

    answer = owner.post("/settings/reminders/", {"is_on": "on", "hours_before": "48"})

    assert answer.status_code == 302
    with entering(alder):
        assert ReminderPolicy.objects.current().hours_before == 48
    with entering(birch):
        assert ReminderPolicy.objects.current().hours_before == 24


def test_hours_that_make_no_sense_are_refused(visit, alder):
    answer = visit(alder, Role.OWNER).post("/settings/reminders/", {"is_on": "on", "hours_before": "0"})

    assert answer.status_code == 422


def test_the_front_desk_does_not_decide_it(visit, alder):
    assert visit(alder, Role.FRONT_DESK).get("/settings/reminders/").status_code == 403
