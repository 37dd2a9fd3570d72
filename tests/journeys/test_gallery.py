import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def gallery(site, clinic, new_context):
    def open_gallery(address="/gallery/", **options):
        page = new_context(**{"viewport": DESK, **options}).new_page()
        page.goto(site.url(clinic, address))
        page.evaluate("document.activeElement.blur()")
        return page

    return open_gallery


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["/gallery/", "/gallery/entrance/"])
def test_every_component_is_accessible_and_fits(gallery, address, size, scheme):
    page = gallery(address, viewport=size, color_scheme=scheme, reduced_motion="reduce")

    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_chosen_theme_wins_over_the_device_and_stays(gallery):
    page = gallery(color_scheme="light")
    page.get_by_text("You: ").locator("..").click()

    page.get_by_role("button", name="Dark", exact=True).click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_keys_open_search_create_and_the_list_of_keys(gallery):
    page = gallery()

    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator(".bar").get_by_role("link", name="Patient", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Patients")


def test_g_and_a_letter_go_to_a_page(gallery):
    page = gallery()

    page.keyboard.press("g")
    page.keyboard.press("p")

    expect(page).to_have_url(re.compile("/gallery/$"))


def test_keys_rest_while_someone_types(gallery):
    page = gallery()
    name = page.get_by_label("Preferred name").first

    name.click()
    page.keyboard.type("n?/gp")

    expect(name).to_have_value("n?/gp")
    assert page.locator("dialog[open]").count() == 0


def test_search_results_are_walked_with_arrows(gallery):
    page = gallery()
    search = page.locator("#search")

    search.press_sequentially("an")
    expect(page.locator("#search-list [role=option]").first).to_have_attribute("aria-selected", "true")
    search.press("ArrowDown")

    expect(search).to_have_attribute("aria-activedescendant", "gallery-1-2")
    expect(search).to_have_attribute("aria-expanded", "true")
    search.press("Escape")
    expect(search).to_have_attribute("aria-expanded", "false")


def test_a_combobox_keeps_what_was_chosen_and_forgets_it_when_the_words_change(gallery):
    page = gallery()
    who = page.get_by_role("combobox", name="Person")

    who.press_sequentially("hol")
    expect(page.locator("#who-list [role=option]").first).to_be_visible()
    who.press("Enter")
    expect(who).to_have_value("Anders Holm")
    expect(page.locator("input[name=who]")).to_have_value("Anders Holm")
    who.press("Backspace")

    expect(page.locator("input[name=who]")).to_have_value("")


def test_escape_closes_a_dialog_and_gives_focus_back_but_keeps_typed_text(gallery):
    page = gallery()
    opener = page.get_by_role("button", name="Open a dialog")

    opener.click()
    page.get_by_label("Reason").fill("wrong person")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Reason").fill("")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_menu_is_walked_with_arrows_and_closed_with_escape(gallery):
    page = gallery()
    summary = page.locator("summary", has_text="Actions")

    summary.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Print").last).to_be_focused()
    page.keyboard.press("Escape")

    expect(summary).to_be_focused()


def test_a_pasted_date_is_spread_over_its_boxes(gallery):
    page = gallery()
    month = page.locator("#id_empty-birth_date_month")

    month.evaluate(
        """box => {
            const data = new DataTransfer();
            data.setData("text", "1985-03-27");
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )

    boxes = page.locator("#id_empty-birth_date input")
    assert {box.get_attribute("name"): box.input_value() for box in boxes.all()} == {
        "empty-birth_date_day": "27",
        "empty-birth_date_month": "03",
        "empty-birth_date_year": "1985",
    }


def test_an_error_in_the_summary_leads_to_its_field(gallery):
    page = gallery()

    page.locator("[data-error-summary]").get_by_role("link", name="Birth date").click()

    expect(page.locator("#id_wrong-birth_date_month")).to_be_focused()


DRAFT = """
  <form id="draft" data-autosave="/draft/"><input name="revision" value="1"><textarea name="text"></textarea></form>
  <span id="state" data-save-state data-state=""></span>
"""


@pytest.fixture
def draft(gallery):
    """An autosaved form, and a way to say what its server answers."""
    page = gallery()
    sent = []

    def answer(status=200, **body):
        page.unroute("**/draft/")

        def reply(route):
            sent.append(route.request.post_data)
            if status == 0:
                route.abort()
            else:
                route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

        page.route("**/draft/", reply)

    page.evaluate(
        """html => {
            document.querySelector("main").insertAdjacentHTML("afterbegin", html);
            document.getElementById("draft").dataset.autosaveState = "state";
            document.dispatchEvent(new CustomEvent("htmx:load", {detail: {elt: document.getElementById("draft")}}));
        }""",
        DRAFT,
    )
    return page, answer, sent


def test_a_draft_is_saved_shortly_after_the_last_key(draft):
    page, answer, sent = draft
    answer(revision=2)

    page.locator("#draft textarea").press_sequentially("BP 120/80")

    expect(page.locator("#state")).to_have_attribute("data-state", "saved")
    expect(page.locator("#draft [name=revision]")).to_have_value("2")
    assert len(sent) == 1


def test_a_draft_survives_without_a_connection_and_leaves_the_tab_once_saved(draft):
    page, answer, _sent = draft
    answer(0)
    page.locator("#draft textarea").fill("typed on the train")
    expect(page.locator("#state")).to_have_attribute("data-state", "offline")
    assert "typed on the train" in page.evaluate("JSON.stringify({...sessionStorage})")

    answer(revision=2)
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("#state")).to_have_attribute("data-state", "saved")
    assert [key for key in page.evaluate("Object.keys(sessionStorage)") if key.startswith("draft:")] == []
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_someone_else_changed_is_not_sent_over_theirs(draft):
    page, answer, sent = draft
    answer(409, sentence="Lena changed this note.")

    page.locator("#draft textarea").fill("mine")
    expect(page.locator("#state")).to_have_attribute("data-state", "conflict")
    page.locator("#draft textarea").fill("mine, longer")
    page.wait_for_timeout(1500)

    assert len(sent) == 1
    expect(page.locator("#draft textarea")).to_have_value("mine, longer")
