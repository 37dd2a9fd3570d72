"""The demo shows each clinic's kept mail, opened with that clinic's key."""

from uuid import uuid4

from clinics.events import mail
from clinics.kit.current import entering
from config.demo import mailboxes


def test_mail_is_shown_under_its_own_clinic(db, alder, birch, at):
    with entering(alder):
        written = mail.enqueue(purpose="test", to="dana@example.org", subject="For Dana", text="Hello", at=at)

    subjects = {box.clinic: [each.shown["subject"] for each in box.messages] for box in mailboxes.mailboxes()}

    assert "For Dana" in subjects[alder]
    assert "For Dana" not in subjects[birch]
    found = mailboxes.message(schema=alder.schema_name, mail_id=written.pk)
    assert found.messages[0].shown == {"to": "dana@example.org", "subject": "For Dana", "text": "Hello"}
    assert mailboxes.message(schema=birch.schema_name, mail_id=written.pk) is None


def test_an_unknown_clinic_has_no_mail(db):
    assert mailboxes.message(schema="c_999999", mail_id=uuid4()) is None
