"""Sealed fields on real rows in two real clinics."""

import base64
import copy
import datetime as dt
import pickle
import string

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinics.encryption.keyring import CannotOpen
from clinics.encryption.sealed import Sealed, SealedError
from clinics.events.models import OutgoingMail
from clinics.kit.current import NoClinic, entering
from clinics.kit.ids import new_id
from tests.clinics.encryption.zoo.models import Animal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("zoo")]

VALUES = {
    "name": "Zoë 🐱",
    "story": "Found in a shoebox.\nKept.",
    "nick": "Z",
    "born_on": dt.date(2019, 2, 28),
    "tags": {"coat": ["black", "white"], "weight": 4.2, "fed": None},
}
NAME = Animal._meta.get_field("name")


def facts(animal):
    return {name: getattr(animal, name) for name in VALUES}


def stored():
    """The table as the database shows it, row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT zoo_animal::text, encode(name, 'escape'), encode(story, 'escape') FROM zoo_animal")
        return repr(cursor.fetchall())


@pytest.fixture
def zoe(in_alder):
    return Animal.objects.create(**VALUES)


def test_what_is_stored_is_read_again(zoe):
    assert facts(zoe) == VALUES
    assert facts(Animal.objects.get(pk=zoe.pk)) == VALUES


def test_the_database_holds_nothing_readable(zoe):
    Animal.objects.create(species="marker", name="Canary")
    shown = stored()

    assert "marker" in shown
    for canary in ("Canary", "shoebox", "2019-02-28", "black"):
        for form in (canary, canary.encode().hex(), base64.b64encode(canary.encode()).decode()):
            assert form not in shown


def test_null_and_empty_are_told_apart(in_alder):
    Animal.objects.create(name="", story="", nick=None)
    animal = Animal.objects.get()

    assert (animal.name, animal.story, animal.nick, animal.born_on, animal.tags) == ("", "", None, None, None)
    assert [Animal.objects.filter(nick__isnull=null).count() for null in (True, False)] == [1, 0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec="utf-8")),
    st.dates(),
    st.recursive(
        st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(string.printable), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_makes_the_round_trip(in_alder, text, date, tags):
    pk = Animal.objects.create(name=text, born_on=date, tags=tags).pk
    animal = Animal.objects.get(pk=pk)

    assert (animal.name, animal.born_on, animal.tags) == (text, date, tags)


def test_a_blank_instance_needs_no_clinic_but_a_value_does():
    assert Animal().story == ""
    with pytest.raises(NoClinic):
        Animal(name="Zoë")


def test_a_row_opens_only_in_its_own_clinic(zoe, birch):
    row = Animal.objects.values().get(pk=zoe.pk)
    with entering(birch):
        Animal.objects.bulk_create([Animal(id=zoe.pk)])
        Animal.objects.update(name=row["name"])
        theirs = Animal.objects.get(pk=zoe.pk)

        with pytest.raises(CannotOpen) as refused:
            _ = theirs.name
        with pytest.raises(SealedError, match=str(zoe.pk)):
            zoe.save()
    assert "Zoë" not in str(refused.value)


def test_the_same_value_is_stored_differently_in_each_row_and_clinic(zoe, birch):
    Animal.objects.create(**VALUES)
    seen = list(Animal.objects.values_list("name", flat=True))
    with entering(birch):
        Animal.objects.create(**VALUES)
        seen += Animal.objects.values_list("name", flat=True)

    assert len({sealed.ciphertext for sealed in seen}) == 3


def test_a_value_moved_to_another_row_does_not_open(zoe):
    other = Animal.objects.create(name="Tom")
    Animal.objects.filter(pk=other.pk).update(name=zoe.__dict__["name"])

    with pytest.raises(CannotOpen, match=f"zoo.Animal.name of {other.pk}"):
        _ = Animal.objects.get(pk=other.pk).name


def test_a_value_moved_to_another_column_in_the_database_does_not_open(zoe):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE zoo_animal SET story = name")

    with pytest.raises(CannotOpen, match=r"zoo\.Animal\.story"):
        _ = Animal.objects.get(pk=zoe.pk).story


def test_an_emptied_date_is_damage_and_not_an_empty_value(zoe):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE zoo_animal SET born_on = ''")

    with pytest.raises(CannotOpen):
        _ = Animal.objects.get(pk=zoe.pk).born_on


def test_an_id_changed_after_sealing_is_refused_on_save(zoe):
    zoe.pk = new_id()

    with pytest.raises(SealedError, match="set the id first"):
        zoe.save()
    with pytest.raises(SealedError, match="set the id first"):
        Animal.objects.bulk_create([zoe])


def test_a_value_needs_the_id_first(in_alder):
    animal = Animal(id=None)

    with pytest.raises(SealedError, match="id before"):
        animal.name = "Zoë"


def test_below_the_instance_there_are_sealed_values_that_open_with_their_row(zoe):
    row = Animal.objects.values("id", *VALUES).get(pk=zoe.pk)

    assert all(isinstance(row[name], Sealed) for name in VALUES)
    assert {name: row[name].open(row=row["id"]) for name in VALUES} == VALUES
    assert row["name"].open(row=row["id"], label="zoo.Animal.name") == VALUES["name"]
    assert list(Animal.objects.values_list("nick", flat=True)) == [zoe.__dict__["nick"]]


def test_deferred_fields_are_loaded_when_read_and_left_alone_when_saved(zoe):
    before = Animal.objects.values("name", "story").get(pk=zoe.pk)
    animal = Animal.objects.only("species").get(pk=zoe.pk)
    animal.species = "tiger"
    animal.save()

    assert animal.get_deferred_fields() == set(VALUES)
    assert Animal.objects.values("name", "story").get(pk=zoe.pk) == before
    assert facts(animal) == VALUES
    assert Animal.objects.defer("name").get(pk=zoe.pk).name == VALUES["name"]


def test_a_deferred_field_can_be_named_in_update_fields(zoe):
    animal = Animal.objects.defer("name").get(pk=zoe.pk)
    animal.save(update_fields=["name"])

    assert Animal.objects.get(pk=zoe.pk).name == VALUES["name"]


def test_a_refreshed_instance_keeps_ciphertext(zoe):
    fresh = Animal.objects.get(pk=zoe.pk)
    fresh.refresh_from_db()

    assert facts(fresh) == VALUES
    assert {type(fresh.__dict__[name]) for name in VALUES} == {Sealed}
    assert b"shoebox" not in pickle.dumps(list(Animal.objects.values()))


def test_copies_and_pickles_keep_ciphertext(in_alder):
    mail = OutgoingMail(to="zoe@example.com", subject="Your visit", text="")
    kept = [copy.copy(mail), copy.deepcopy(mail), pickle.loads(pickle.dumps(mail))]

    assert [(copied.to, copied.subject, copied.text) for copied in kept] == [("zoe@example.com", "Your visit", "")] * 3
    assert {type(copied.__dict__["to"]) for copied in kept} == {Sealed}
    assert b"zoe@example.com" not in pickle.dumps(mail)


def test_many_rows_are_created_at_once(in_alder):
    Animal.objects.bulk_create([Animal(name=f"n{n}", born_on=VALUES["born_on"]) for n in range(500)])

    assert {animal.name for animal in Animal.objects.iterator()} == {f"n{n}" for n in range(500)}


def test_update_takes_null_empty_and_what_was_sealed_for_the_row(zoe):
    Animal.objects.filter(pk=zoe.pk).update(nick=None, story="", name=NAME.seal("Tom", row=zoe.pk))
    zoe.refresh_from_db()

    assert (zoe.nick, zoe.story, zoe.name) == (None, "", "Tom")


def test_a_sealed_value_shows_nothing(zoe):
    sealed = zoe.__dict__["name"]

    assert {str(sealed), repr(sealed), f"{sealed}"} == {"<Sealed zoo.Animal.name>"}
    assert sealed == Sealed(sealed.ciphertext, "", NAME.codec)
    assert sealed != NAME.seal(VALUES["name"], row=zoe.pk)


def test_a_list_read_from_the_field_is_a_copy_until_it_is_assigned(zoe):
    tags = zoe.tags
    tags["coat"].append("grey")

    assert zoe.tags == VALUES["tags"]
    zoe.tags = tags
    zoe.save()
    assert Animal.objects.get(pk=zoe.pk).tags["coat"] == ["black", "white", "grey"]
