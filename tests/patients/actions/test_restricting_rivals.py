"""One chart is restricted at the moment in which the only other restriction is lifted."""

import time
from threading import Thread

from django.db import connection, transaction

from clinics.kit.current import entering
from clinics.onboarding.schema import owner_connection
from clinics.staff.models import SightPolicy
from patients.actions import care
from tests.factories import patients, sight
from tests.factories.staff import Role, acting

WAITS = "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted"


def test_the_chart_that_is_restricted_meanwhile_stays_hidden(own_clinic):
    with entering(own_clinic):
        ana, bea = patients.register(given="Ana"), patients.register(given="Bea", family="Other", birth_date=None)
        restriction, owner = sight.restrict(ana), acting(Role.OWNER)

        def lift() -> None:
            try:
                with entering(own_clinic):
                    care.lift(restriction=restriction, by=owner, at=patients.AT)
            finally:
                connection.close()

        lifting = Thread(target=lift)
        with transaction.atomic():
            sight.restrict(bea)
            lifting.start()
            while not owner_connection().execute(WAITS).fetchone():
                assert lifting.is_alive()
                time.sleep(0.01)
        lifting.join()

        assert SightPolicy.objects.current().has_restricted
