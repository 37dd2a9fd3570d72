"""What a clinic still has to do says why it matters."""

from datetime import timedelta

from clinics.home.registry import SetupStep, setup_steps
from clinics.home.setup import steps_for, waiting_steps
from clinics.staff.permissions import Permission, Role


def test_the_next_steps_stand_on_today_with_icon_and_reason(in_alder, acting, at):
    owner = acting(Role.OWNER)

    waiting = waiting_steps(by=owner, at=at)

    left = [step for step in steps_for(owner, at=at) if not step.is_done][:3]
    assert left
    assert [(item.label, item.detail, item.icon) for item in waiting] == [
        (step.label, step.detail, step.icon) for step in left
    ]


def test_no_step_comes_without_a_reason():
    assert all(step.detail and step.icon for step in setup_steps)


def test_today_shows_the_reason_beside_the_step(visit, alder):
    page = visit(alder, Role.OWNER).get("/").content.decode()

    assert "People recognise the pages and mails as yours." in page


def test_what_is_done_is_not_asked_again_for_a_while(in_alder, acting, at, monkeypatch):
    asked = []
    step = SetupStep(
        name="test-done",
        label="Done",
        detail="Because",
        url_name="home:settings",
        icon="home",
        permission=Permission.CLINIC_CONFIGURE,
        is_done=lambda clinic, at: not asked.append(at),
        order=1,
    )
    monkeypatch.setitem(setup_steps._items, step.name, step)

    for minutes in (0, 5, 11):
        waiting_steps(by=acting(Role.OWNER), at=at + timedelta(minutes=minutes))

    assert asked == [at, at + timedelta(minutes=11)]
