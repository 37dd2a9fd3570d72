import pytest

from clinics.home import registry, search
from clinics.home.registry import Command, Found, NavItem, SearchSource
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission, Role


def someone(*permissions):
    return Actor(ActorKind.STAFF, "1", (), frozenset(permissions), "Dana")


@pytest.fixture
def sources(monkeypatch, in_alder):
    made = Registry("search")
    monkeypatch.setattr(search, "search_sources", made)
    return made


def source(name, *found, permission=Permission.HOME):
    def find(query, /, *, by, at):
        return list(found)[: query.limit]

    return SearchSource(name=name, label=name, find=find, permission=permission)


ANA = Found(label="Ana López", url="/patients/1/", detail="12 Mar 1985")


def test_records_come_before_pages(sources, at):
    sources.register(source("people", Found(label="Tod Marsh", url="/patients/2/")))

    found = search.results("tod", by=someone(Permission.HOME), at=at)

    assert [str(group.label) for group in found] == ["people", "Pages"]


def test_a_source_is_asked_for_those_with_its_permission_only(sources, at):
    sources.register(source("people", ANA, permission=Permission.PATIENT_SEARCH))

    assert search.results("ana", by=someone(Permission.HOME), at=at) == []
    assert search.results("ana", by=someone(Permission.PATIENT_SEARCH), at=at) == [search.Group("people", [ANA])]


def test_one_letter_searches_no_records(sources, at):
    sources.register(source("people", ANA))

    assert "people" not in [group.label for group in search.results("a", by=someone(Permission.HOME), at=at)]


def test_a_group_holds_no_more_than_asked(sources, at):
    sources.register(source("people", *[ANA] * 9))

    (group,) = search.results("an", by=someone(Permission.HOME), at=at, limit=3)

    assert group.items == [ANA] * 3


@pytest.mark.parametrize(
    ("typed", "named"),
    [("imp", True), ("pat imp", True), ("FILE", True), ("ort", False), ("import x", False), ("", False), ("  ", False)],
)
def test_a_command_is_found_by_the_beginnings_of_its_words(typed, named):
    command = Command(
        name="import",
        label="Import patients",
        url_name="imports:new",
        icon="arrow-up-tray",
        permission=Permission.PATIENT_IMPORT,
        words="file csv",
    )

    assert search.is_named(command, typed) is named


def test_the_registries_hold_what_they_say():
    assert all(isinstance(item, NavItem) for item in registry.nav_items)
    assert all(isinstance(item, SearchSource) for item in registry.search_sources)


def test_settings_are_found_by_their_name(in_alder, acting, at):
    found = search.results("how people sign", by=acting(Role.OWNER), at=at)

    assert [str(item.label) for group in found for item in group.items] == ["How people sign in"]


def test_deeds_of_the_page_are_offered_only_in_place(in_alder, acting, at):
    owner = acting(Role.OWNER)

    in_place = search.results("dark", by=owner, at=at, in_place=True)

    assert [(str(group.label), [item.deed for item in group.items]) for group in in_place] == [
        ("Commands", ["theme-dark"])
    ]
    assert search.results("dark", by=owner, at=at) == []


def test_without_a_word_it_offers_what_to_create_and_where_to_go(in_alder, acting, at):
    groups = [str(group.label) for group in search.results("", by=acting(Role.FRONT_DESK), at=at)]

    assert groups == ["Create", "Pages"]
