"""What each kind of mail is called: a message about a webhook is not one about an account."""

from clinics.events.ses import FOR_GOOD
from clinics.mail.queries.messages import FAILURES
from clinics.mail.registry import mail_kinds
from clinics.operators.actions.visits import BEGAN_MAIL
from clinics.oversight.actions.anomalies import ANOMALIES_MAIL, BROKEN_GLASS_MAIL
from clinics.oversight.actions.verifications import BROKEN_TRAIL_MAIL
from clinics.webhooks.actions.notices import PURPOSE


def test_what_is_told_to_colleagues_has_a_name_and_is_not_to_patients():
    told = {
        ANOMALIES_MAIL,
        BEGAN_MAIL,
        BROKEN_GLASS_MAIL,
        BROKEN_TRAIL_MAIL,
        PURPOSE,
        "invitation",
        "password_reset_key",
    }

    assert {kind.name for kind in mail_kinds if not kind.is_to_patients} == told


def test_each_refusal_of_the_service_for_good_is_said_to_be_one():
    assert set(FAILURES) >= FOR_GOOD
