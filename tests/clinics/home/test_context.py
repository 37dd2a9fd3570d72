import pytest
from django.test import RequestFactory

from clinics.home import context
from clinics.home.registry import NavItem
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission


def request_of(*permissions, path="/", theme=""):
    request = RequestFactory().get(path)
    request.COOKIES["theme"] = theme
    request.actor = Actor(ActorKind.STAFF, "1", ("front_desk", "biller"), frozenset(permissions), "Dana")
    return request


def registry(*items):
    made = Registry("rail")
    for item in items:
        made.register(item)
    return made


TODAY = NavItem(name="today", label="Today", url_name="home:today", icon="home", permission=Permission.HOME, order=1)
LATER = NavItem(name="later", label="Later", url_name="later:index", icon="home", permission=Permission.HOME, order=2)


def test_the_rail_shows_what_the_person_may_open():
    assert [link.label for link in context.links(registry(TODAY), request_of(Permission.HOME))] == ["Today"]
    assert context.links(registry(TODAY), request_of()) == []


def test_a_page_that_does_not_exist_yet_is_not_in_the_rail():
    assert [link.label for link in context.links(registry(LATER, TODAY), request_of(Permission.HOME))] == ["Today"]


@pytest.mark.parametrize(
    ("path", "url", "within"),
    [
        ("/", "/", True),
        ("/patients/", "/", False),
        ("/patients/1/", "/patients/", True),
        ("/pat/", "/patients/", False),
    ],
)
def test_a_place_is_marked_on_the_pages_below_it(path, url, within):
    assert context.is_within(path, url) is within


def test_one_place_of_the_rail_is_marked_and_it_is_the_deepest():
    settings = NavItem(
        name="s", label="Settings", url_name="home:settings", icon="home", permission=Permission.HOME, order=1
    )
    staff = NavItem(
        name="t", label="Staff", url_name="staff:directory", icon="home", permission=Permission.HOME, order=2
    )

    def marked(path):
        made = context.links(registry(settings, staff), request_of(Permission.HOME, path=path))
        return [link.label for link in made if link.is_current]

    assert marked("/settings/staff/invitations/new/") == ["Staff"]
    assert marked("/settings/brand/") == ["Settings"]
    assert marked("/patients/") == []


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><script>', "")])
def test_only_known_themes_reach_the_page(cookie, theme):
    assert context.theme_of(request_of(theme=cookie)) == theme


def test_a_person_is_named_with_their_roles():
    assert context.person_of(request_of().actor) == context.Person("Dana", "Front desk, Biller")


def test_the_frame_asks_the_database_nothing(db, in_alder, django_assert_num_queries):
    request = request_of(Permission.HOME)
    request.clinic = in_alder

    with django_assert_num_queries(0):
        shown = context.shell(request)
        assert [link.label for link in shown["nav_items"]] != []
        assert shown["person"].name == "Dana"
