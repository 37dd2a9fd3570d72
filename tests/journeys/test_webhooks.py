"""An administrator has a program told what happens, sees whether it heard, and sends it again."""

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from clinics.webhooks.actions import sending
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings
from tests.receivers import Answer, receiving

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def deliver(clinic) -> None:
    """What the worker does, which these journeys do without."""
    from django.utils import timezone

    with entering(clinic):
        sending.deliver_batch(at=timezone.now())


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_webhook_is_added_tried_mended_and_sent_again(signed_in, clinic, size, scheme):
    def is_good() -> None:
        assert grave_findings(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url

    with receiving() as receiver:
        receiver.answers = [Answer(500, {"Content-Type": "text/plain"}, b"The queue is full")]
        page = signed_in(Role.OWNER, "/settings/webhooks/", viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("link", name="Add a webhook").first.click()
        page.get_by_label("Name").fill("Laboratory")
        page.get_by_label("Address").fill(receiver.url)
        page.get_by_label("A patient was registered", exact=True).check()
        is_good()
        page.get_by_role("button", name="Add and show the secret").click()
        expect(page.get_by_text("The secret is shown this once.")).to_be_visible()
        is_good()
        page.get_by_role("link", name="I have copied it").click()
        page.get_by_role("button", name="Send a test event").click()
        expect(page.get_by_text("It was not tried yet.")).to_be_visible()

        deliver(clinic)
        page.reload()
        expect(page.get_by_text("The queue is full")).to_be_visible()
        is_good()
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_text("It is sent again.")).to_be_visible()
        deliver(clinic)
        page.reload()
        expect(page.get_by_text("204")).to_be_visible()

        page.get_by_role("link", name="Laboratory").click()
        expect(page.get_by_role("link", name="All in the log")).to_be_visible()
        is_good()
        page.get_by_role("link", name="All in the log").click()
        expect(page.get_by_label("Webhook")).to_have_value(page.url.rsplit("=", 1)[1])
        is_good()

    assert len({heard.id for heard in receiver.heard}) == 1
    assert len(receiver.heard) == 2
