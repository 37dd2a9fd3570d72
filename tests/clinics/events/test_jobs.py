"""Long work is held by a heartbeat and taken over from the dead."""

from datetime import timedelta

import pytest

from clinics.events import jobs
from clinics.events.models import Job, JobState
from clinics.kit.current import entering_platform
from clinics.models import Wakeup
from clinics.staff.permissions import Role


@pytest.fixture
def job(in_alder, acting, at) -> Job:
    return jobs.start(kind="test", task="tests.run", subject_id="x", total=10, by=acting(Role.OWNER), at=at)


def test_a_started_job_waits_and_has_rung(job, alder):
    assert job.state == JobState.WAITING
    with entering_platform():
        assert Wakeup.objects.filter(schema_name=alder.schema_name, task="tests.run").count() == 1


def test_a_taken_job_is_not_taken_twice(job, at):
    assert jobs.take(kind="test", at=at) == job
    assert jobs.take(kind="test", at=at + timedelta(seconds=1)) is None


def test_a_job_whose_worker_fell_silent_is_taken_over_where_it_stood(job, at):
    taken = jobs.take(kind="test", at=at)
    jobs.advance(job=taken, done=4, at=at + timedelta(seconds=10))
    assert jobs.take(kind="test", at=at + timedelta(seconds=50)) is None
    again = jobs.take(kind="test", at=at + timedelta(seconds=10) + jobs.SILENT_FOR + timedelta(seconds=1))
    assert (again, again.done) == (job, 4)


def test_work_that_raises_closes_its_job_as_failed(job):
    with pytest.raises(ZeroDivisionError), jobs.closing(job):
        raise ZeroDivisionError("a name that must not be kept")
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, "ZeroDivisionError")


def test_another_clinic_has_no_such_job(job, birch, at):
    from clinics.kit.current import entering

    with entering(birch):
        assert jobs.take(kind="test", at=at) is None
