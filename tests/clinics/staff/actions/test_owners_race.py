"""Two owners who remove each other at the same moment: one of them stays."""

from datetime import UTC, datetime
from threading import Barrier, Thread

from django.db import connection

from clinics.kit.current import entering
from clinics.staff.actions import people, roles
from clinics.staff.actors import actor_of
from clinics.staff.models import User
from tests.factories.staff import Role, acting, person


def test_an_owner_stays_when_two_disable_each_other_at_once(own_clinic):
    at = datetime.now(UTC)
    with entering(own_clinic):
        roles.change(user=person(Role.CLINICIAN), roles=["owner"], by=acting(Role.OWNER), at=at)
        first, second = person(Role.OWNER), User.objects.with_roles().get(email="clinician@example.com")
        actors = {user.pk: actor_of(user, acting(Role.OWNER).origin) for user in (first, second)}
    start, outcomes = Barrier(2), []

    def disable(target: User, by) -> None:
        try:
            with entering(own_clinic):
                start.wait()
                people.disable(user=target, by=by, at=at)
                outcomes.append("disabled")
        except roles.LastOwner:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=disable, args=pair) for pair in ((first, actors[second.pk]), (second, actors[first.pk]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["disabled", "refused"]
    with entering(own_clinic):
        assert User.objects.owners().active().count() == 1
