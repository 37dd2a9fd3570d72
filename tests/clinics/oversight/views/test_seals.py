"""The page that says whether the trail is whole."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from clinics.oversight.models import Verification
from tests.factories.staff import Role
from tests.statements import statements

pytestmark = pytest.mark.django_db
PAGE = "/settings/audit/seals/"


def look(at, *findings: dict) -> Verification:
    return Verification.objects.create(
        at=at, asked_by="test", checked=12, anchors=3, faults=len(findings), findings=list(findings)
    )


def test_it_is_for_those_who_read_the_trail(alder, visit):
    for role in (Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER):
        assert visit(alder, role).get(PAGE).status_code == 403
    for role in (Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR):
        assert visit(alder, role).get(PAGE).status_code == 200


def test_before_the_first_look_it_says_so(alder, visit):
    assert "Nobody has looked yet" in visit(alder, Role.AUDITOR).get(PAGE).content.decode()


def test_what_was_found_is_named_here_and_not_next_door(alder, birch, visit, at):
    with entering(alder):
        look(at, {"fault": "edited", "sequence": 7, "until": 7, "event_id": "01934b3e-0000-7000-8000-000000000002"})
    with entering(birch):
        look(at)

    page = visit(alder, Role.AUDITOR).get(PAGE).content.decode()
    assert "Event 7 was changed after it was sealed." in page
    assert "01934b3e-0000-7000-8000-000000000002" in page
    assert "se modificó" not in page
    assert "not whole" not in visit(birch, Role.AUDITOR).get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_little_whatever_was_found(alder, visit, at, rows):
    with entering(alder):
        for _row in range(rows):
            look(at)
    client = visit(alder, Role.AUDITOR)
    client.get(PAGE)

    with statements(7):
        client.get(PAGE)


def test_a_look_can_be_asked_for_and_that_is_recorded(alder, visit):
    client = visit(alder, Role.AUDITOR)

    assert client.get(f"{PAGE}verification/").status_code == 405
    assert client.post(f"{PAGE}verification/").status_code == 302

    with entering(alder):
        assert AuditEvent.objects.filter(event="audit.verification_ordered").count() == 1
    with entering_platform():
        assert Wakeup.objects.filter(schema_name=alder.schema_name, task="oversight.verify").exists()
