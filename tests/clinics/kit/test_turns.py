"""Of two who count, or look, at the same moment the second one sees what the first one did."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread

from django.db import connection, transaction

from clinics.audit import actions as audit
from clinics.events.models import OutgoingMail
from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.onboarding.schema import owner_connection
from clinics.oversight.actions import anomalies
from clinics.webhooks.actions import endpoints
from clinics.webhooks.models import Endpoint
from tests.factories import patients
from tests.factories.staff import Role, acting

WAITS = "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted"


def at_once(clinic, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """What came of both, where the second begins before the first is written; a refusal stands for its result."""
    outcomes: list[object] = []

    def meanwhile() -> None:
        try:
            with entering(clinic):
                outcomes.append(second())
        except endpoints.TooMany:
            outcomes.append("refused")
        finally:
            connection.close()

    other = Thread(target=meanwhile)
    with transaction.atomic():
        outcomes.append(first())
        other.start()
        while not owner_connection().execute(WAITS).fetchone():
            assert other.is_alive(), outcomes
            time.sleep(0.01)
    other.join()
    return outcomes


def test_the_last_room_for_a_webhook_is_given_once_and_what_was_found_is_told_once(own_clinic):
    at = datetime(2026, 11, 4, 17, 0, tzinfo=UTC)
    with entering(own_clinic):
        owner, told = acting(Role.OWNER), {"url": "https://hooks.example.com/", "kinds": ["note.signed"]}
        dana = patients.register(given="Dana", family="Doctor", at=at - timedelta(days=90))
        audit.record(event="patient.viewed", by=acting(Role.ASSISTANT), at=at, patients=[dana.pk], subject=dana)
        for number in range(endpoints.MOST - 1):
            endpoints.add(name=f"Lab {number}", **told, by=owner, at=at)

        def add() -> str:
            return endpoints.add(name="Last", **told, by=owner, at=at).name

        def look() -> int:
            return len(anomalies.look(by=Actor.task("watch"), at=at + timedelta(hours=1)))

        assert at_once(own_clinic, add, add) == ["Last", "refused"]
        assert at_once(own_clinic, look, look) == [1, 0]
        assert Endpoint.objects.count() == endpoints.MOST
        assert OutgoingMail.objects.filter(purpose="audit.anomalies").count() == 1
