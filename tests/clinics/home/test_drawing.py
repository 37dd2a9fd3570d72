"""Parts of the frame are drawn once for the same inputs."""

import gc
import weakref
from dataclasses import dataclass
from functools import cached_property

import pytest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from clinics.home import drawing
from clinics.home.context import ClinicShown, Link, Person
from clinics.kit.current import entering

PAGES = Link("Pages", "/pages/", "home")


@pytest.fixture(autouse=True)
def nothing_kept():
    drawing.kept.clear()


def kept() -> int:
    return len(drawing.kept)


def rail(name="Alder", items=(PAGES,)):
    return drawing.drawn("shell/rail.html", clinic=ClinicShown(name), home_url="/", logo_url="", nav_items=list(items))


def menu(**more):
    return drawing.drawn("shell/person_menu.html", person=Person("Dana", "Doctor"), sign_out_url="/out/", **more)


def test_the_same_inputs_are_drawn_once():
    assert rail() == rail()
    assert kept() == 1


def test_other_inputs_and_other_languages_are_drawn_anew():
    with translation.override("es"):
        spanish = rail()
    assert len({rail(), rail("Birch"), rail(items=()), spanish}) == 4


def test_each_page_gets_its_own_token_and_path():
    one = menu(csrf="token-one", path="/a/", language_url="/language/", languages=(("en", "English"),))
    other = menu(csrf="token-two", path='/"><b>/', language_url="/language/", languages=(("en", "English"),))

    assert kept() == 1
    assert [text in one for text in ('value="token-one"', 'value="/a/"')] == [True, True]
    assert [text in other for text in ('value="token-two"', "<b>")] == [True, False]
    assert drawing.CSRF not in one + other


def test_what_is_kept_holds_no_request():
    class Request:
        name = "Dana"

    request = Request()
    gone = weakref.ref(request)
    drawing.drawn("shell/person_menu.html", person=SimpleLazyObject(lambda request=request: Person(request.name, "")))

    del request
    gc.collect()
    assert gone() is None
    assert kept() == 1


def test_no_more_than_so_many_characters_are_kept_and_what_was_asked_for_last_stays():
    few = drawing.Kept(most=10)
    few.put("one", "1" * 4)
    few.put("two", "2" * 4)
    assert few.get("one") == "1" * 4

    few.put("three", "3" * 4)

    assert [few.get(name) is not None for name in ("one", "two", "three")] == [True, False, True]


def test_what_is_larger_than_all_that_may_be_kept_is_not():
    few = drawing.Kept(most=10)
    few.put("large", "1" * 11)
    assert len(few) == 0
    few.put("small", "1" * 10)
    assert len(few) == 1


def test_what_inputs_work_out_to_be_drawn_is_not_kept_with_them():
    @dataclass(frozen=True)
    class Named(Person):
        @cached_property
        def initials(self) -> str:
            return "".join(word[0] for word in self.name.split())

    named = Named("Dana Doctor", "")
    drawing.drawn("shell/person_menu.html", person=named)
    assert set(vars(named)) == {"name", "detail"}


def test_one_clinic_is_not_shown_what_was_drawn_for_another(clinics_by_name):
    for clinic in clinics_by_name.values():
        with entering(clinic):
            rail("The same name")
    assert kept() == len(clinics_by_name)


def test_while_templates_are_edited_nothing_is_kept(settings):
    settings.DEBUG = True
    rail()
    assert kept() == 0
