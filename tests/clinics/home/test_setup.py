"""What a clinic still has to do says why it matters."""

from clinics.home.registry import setup_steps
from clinics.home.setup import steps_for, waiting_steps
from clinics.staff.permissions import Role


def test_every_step_on_today_has_its_icon_and_its_reason(in_alder, acting, at):
    owner = acting(Role.OWNER)

    waiting = waiting_steps(by=owner, at=at)

    left = [step for step in steps_for(owner, at=at) if not step.is_done]
    assert left
    assert [(item.label, item.detail, item.icon) for item in waiting] == [
        (step.label, step.detail, step.icon) for step in left
    ]


def test_no_step_comes_without_a_reason():
    assert all(step.detail and step.icon for step in setup_steps)


def test_today_shows_the_reason_beside_the_step(visit, alder):
    page = visit(alder, Role.OWNER).get("/").content.decode()

    assert "People recognise the pages and mails as yours." in page
