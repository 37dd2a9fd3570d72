"""Committed events are sealed in order, late ones late, and nobody who writes waits."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread

from django.db import connection, transaction

from clinics.audit import sealing
from clinics.audit.digests import FIRST, canonical, digest_of
from clinics.audit.models import AuditEvent, AuditSeal
from clinics.kit.current import entering
from tests.clinics.audit.conftest import happen


def sealed() -> list:
    return list(AuditSeal.objects.order_by("sequence").values_list("event_id", flat=True))


def test_every_event_is_sealed_once_in_the_order_of_its_id(in_alder, at):
    sealing.seal_waiting(at=at, everything=True)
    events = happen(3, at=at)

    assert (sealing.seal_waiting(at=at), sealing.seal_waiting(at=at)) == (3, 0)

    assert sealed()[-3:] == [event.pk for event in events]
    assert list(AuditSeal.objects.values_list("sequence", flat=True)) == list(range(1, len(sealed()) + 1))


def test_a_seal_rests_on_the_seal_before_and_on_every_field(in_alder, at):
    sealing.seal_waiting(at=at, everything=True)
    last = AuditSeal.objects.head()
    [event] = happen(1, at=at)
    sealing.seal_waiting(at=at)
    event.refresh_from_db()

    digest = digest_of(event, sequence=last.sequence + 1, previous=bytes(last.digest))

    assert bytes(AuditSeal.objects.head().digest) == digest
    for field in AuditEvent._meta.fields:
        changed = AuditEvent.objects.get(pk=event.pk)
        old = getattr(changed, field.name)
        new = [*old, "x"] if isinstance(old, list) else old + timedelta(seconds=1) if field.name == "at" else f"{old}x"
        setattr(changed, field.name, new)
        assert canonical(changed) != canonical(event), field.name


def test_what_a_seal_covers_is_frozen():
    event = AuditEvent(
        id="01934b3e-0000-7000-8000-000000000001",
        at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        event="patient.viewed",
        actor_kind="staff",
        actor_id="a",
        actor_roles=["owner"],
        patient_ids=["01934b3e-0000-7000-8000-000000000002"],
        request_id="r",
    )

    assert digest_of(event, sequence=1, previous=FIRST).hex() == (
        "5d1856c997eb0efd027499591d1eb4ef6128d397c8d059eab9cb4255faa26222"
    )


def test_clinics_have_chains_of_their_own(alder, birch, db, at):
    with entering(alder):
        sealing.seal_waiting(at=at, everything=True)
        happen(2, at=at)
    with entering(birch):
        before = AuditSeal.objects.count()
        sealing.seal_waiting(at=at, everything=True)
        assert set(sealed()) == set(AuditEvent.objects.values_list("pk", flat=True))
        assert AuditSeal.objects.count() > before
    with entering(alder):
        assert AuditEvent.objects.unsealed().count() == 2


def test_an_old_event_without_a_seal_is_found_by_the_nightly_turn(in_alder, at):
    sealing.seal_waiting(at=at, everything=True)
    happen(1, at=at - timedelta(days=30))

    assert (sealing.seal_waiting(at=at), sealing.seal_waiting(at=at, everything=True)) == (0, 1)


def test_what_commits_after_a_turn_is_sealed_by_the_next(own_clinic):
    """A transaction is held open across a turn of sealing; its event is older than what that turn sealed."""
    at, written, turn_is_over, events = datetime.now(UTC), Event(), Event(), []

    def write_and_wait() -> None:
        with entering(own_clinic), transaction.atomic():
            events.extend(happen(1, at=at - timedelta(minutes=5)))
            written.set()
            turn_is_over.wait(30)
        connection.close()

    late = Thread(target=write_and_wait)
    late.start()
    assert written.wait(30)
    with entering(own_clinic):
        [newer] = happen(1, at=at)
        sealing.seal_waiting(at=at, everything=True)
        assert newer.pk in sealed()
        assert events[0].pk not in sealed()
        turn_is_over.set()
        late.join()

        assert sealing.seal_waiting(at=at) == 1
        assert sealed()[-1] == events[0].pk


def test_writers_do_not_wait_for_a_sealer(own_clinic, at):
    with entering(own_clinic), transaction.atomic():
        sealing.seal_waiting(at=at, everything=True)  # its seals are not committed yet
        done = []

        def write() -> None:
            with entering(own_clinic):
                done.extend(happen(5, at=at))
            connection.close()

        writer = Thread(target=write)
        writer.start()
        writer.join(10)

        assert len(done) == 5


def test_two_sealers_at_once_leave_one_chain(own_clinic):
    at = datetime.now(UTC)
    with entering(own_clinic):
        happen(40, at=at)
    start = Barrier(2)

    def seal() -> None:
        with entering(own_clinic):
            start.wait()
            sealing.seal_waiting(at=at, everything=True)
        connection.close()

    rivals = [Thread(target=seal) for _number in range(2)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()

    with entering(own_clinic):
        numbers = list(AuditSeal.objects.values_list("sequence", flat=True))
        assert numbers == list(range(1, AuditEvent.objects.count() + 1))
        assert AuditEvent.objects.unsealed().count() == 0
