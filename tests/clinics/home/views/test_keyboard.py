"""Which keys do what is said in one registry, shown on every page and on a page of its own."""

import re
from pathlib import Path

import pytest

from clinics.home.registry import nav_items, quick_create, shortcuts
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[4] / "templates"


def keys_in(html: str) -> list[str]:
    """The keys of a list, each as the registry writes them."""
    shown = re.findall(r'<span class="keys">(.*?)</span>', html)
    return [" ".join(re.findall(r"<kbd>(.*?)</kbd>", keys)) for keys in shown]


def of_dialog(page: str) -> list[str]:
    return keys_in(re.search(r'<dialog class="dialog" id="shortcuts".*?</dialog>', page, re.DOTALL)[0])


def test_a_page_lists_its_own_keys_and_those_of_every_page(visit, alder):
    desk = visit(alder, Role.FRONT_DESK)

    calendar, patients = (of_dialog(desk.get(path).content.decode()) for path in ("/calendar/", "/patients/"))

    assert {"[", "]", "t", "m"} <= set(calendar)
    assert {"[", "]", "t", "m"}.isdisjoint(patients)
    assert {"/", "Ctrl K", "?", "g p", "g c", "n p"} <= set(patients)


def test_nobody_is_told_keys_to_where_they_may_not_go(visit, alder):
    keys = of_dialog(visit(alder, Role.AUDITOR).get("/").content.decode())

    assert "g t" in keys
    assert "g c" not in keys


def test_the_page_about_keys_has_those_of_all_pages(visit, alder):
    page = visit(alder, Role.FRONT_DESK).get("/help/keyboard/").content.decode()

    assert {"[", "m", "g c", "Ctrl K"} <= set(keys_in(page.split("<main")[1].split("</main>")[0]))


def test_every_key_that_a_template_declares_is_in_the_registry():
    known = {item.keys for item in shortcuts} | {item.shortcut for item in [*nav_items, *quick_create]}
    declared = {
        (key, path.name)
        for path in TEMPLATES.rglob("*.html")
        for key in re.findall(r'data-shortcut="([^"{]+)"', path.read_text())
    }

    assert {(key, name) for key, name in declared if key not in known} == set()


def test_no_two_keys_of_one_page_are_the_same_and_none_hides_another():
    everywhere = [item.keys for item in shortcuts if not item.pages]
    everywhere += [item.shortcut for item in [*nav_items, *quick_create] if item.shortcut]
    for page in {page for item in shortcuts for page in item.pages}:
        here = [*everywhere, *(item.keys for item in shortcuts if page in item.pages)]
        assert len(here) == len(set(here)), page
