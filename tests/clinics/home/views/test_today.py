"""Today shows each person what waits for them."""

import pytest

from clinics.home.registry import TodayItem, TodayPanel, today_panels
from clinics.home.today import today_page
from clinics.staff.permissions import Permission, Role


@pytest.fixture
def audit_panel(monkeypatch) -> TodayPanel:
    panel = TodayPanel(
        name="test-audit",
        title="To review",
        load=lambda by, at: [TodayItem(label="A strange reading", url="/strange/")],
        permission=Permission.AUDIT_VIEW,
    )
    monkeypatch.setitem(today_panels._items, panel.name, panel)
    return panel


def test_a_panel_is_shown_to_those_with_its_permission(audit_panel, in_alder, acting, at):
    assert audit_panel.name in [panel.name for panel in today_page(acting(Role.AUDITOR), at=at).panels]
    assert audit_panel.name not in [panel.name for panel in today_page(acting(Role.FRONT_DESK), at=at).panels]


def test_what_waits_is_one_click_away(audit_panel, visit, alder):
    page = visit(alder, Role.AUDITOR).get("/").content.decode()
    assert '<a href="/strange/">A strange reading</a>' in page


@pytest.mark.parametrize("empty", ["", "Nothing to review"])
def test_an_empty_panel_says_so_or_is_left_out(empty, monkeypatch, in_alder, acting, at):
    panel = TodayPanel(
        name="test-empty", title="Empty", load=lambda by, at: [], permission=Permission.HOME, empty=empty
    )
    monkeypatch.setitem(today_panels._items, panel.name, panel)
    shown = [shown.name for shown in today_page(acting(Role.BILLER), at=at).panels]
    assert ("test-empty" in shown) is bool(empty)
