"""What a model with sealed fields is checked for, and what forms and migrations make of it."""

import datetime as dt

import pytest
from django import forms
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory

from clinics.encryption.sealed import SealedDateField, SealedJSONField, SealedTextField
from tests.clinics.encryption.zoo.models import Animal

FORM = modelform_factory(Animal, fields=["name", "story", "nick", "born_on", "tags"])
NAME = Animal._meta.get_field("name")


def found(*, key=models.UUIDField, label="clinics.Box.secret", meta=None, **options):
    """Identifiers of what the checks say of a model with such a field."""
    fields = {"id": key(primary_key=True), "secret": SealedTextField(label=label, **options)}
    meta = type("Meta", (), {"app_label": "clinics", "apps": Apps(), **(meta or {})})
    model = type("Box", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})
    return [message.id for message in model.check()]


def test_a_sealed_field_must_say_its_label():
    with pytest.raises(TypeError, match="label"):
        SealedTextField()


def test_the_checks_accept_what_works_and_name_what_does_not():
    assert found() == []
    assert found(label="secret") == ["encryption.E001"]
    for option in ({"unique": True}, {"db_index": True}, {"db_default": b""}):
        assert found(**option) == ["encryption.E002"]
    assert found(key=models.BigAutoField) == ["encryption.E003"]
    for meta in (
        {"ordering": ["-secret"]},
        {"indexes": [models.Index(fields=["secret"], name="box")]},
        {"constraints": [models.UniqueConstraint(fields=["secret"], name="box")]},
    ):
        assert found(meta=meta) == ["encryption.E004"]


def test_the_id_must_come_before_the_field():
    class Box(models.Model):
        secret = SealedTextField(label="clinics.Box.secret")
        id = models.UUIDField(primary_key=True)

        class Meta:
            app_label = "clinics"
            apps = Apps()

    assert [message.id for message in Box.check()] == ["encryption.E003"]


def test_the_label_is_frozen_in_migrations():
    assert MigrationWriter.serialize(NAME)[0] == (
        "clinics.encryption.sealed.SealedTextField(label='zoo.Animal.name', max_length=10)"
    )
    assert NAME.clone().label == "zoo.Animal.name"


def test_the_model_is_migrated_to_itself():
    state = ProjectState()
    state.add_model(ModelState.from_model(Animal))

    assert MigrationAutodetector(state, state.clone())._detect_changes() == {}


def test_the_column_is_bytes_whatever_the_field():
    from django.db import connection

    kinds = (SealedTextField, SealedDateField, SealedJSONField)
    assert {kind(label="zoo.Animal.x").db_type(connection) for kind in kinds} == {"bytea"}


def test_forms_show_the_fitting_widgets():
    widgets = {name: type(field.widget) for name, field in FORM.base_fields.items()}

    assert widgets == {
        "name": forms.TextInput,
        "story": forms.Textarea,
        "nick": forms.TextInput,
        "born_on": forms.DateInput,
        "tags": forms.Textarea,
    }
    assert 'type="date"' in str(FORM()["born_on"])


@pytest.mark.django_db
@pytest.mark.usefixtures("zoo")
def test_forms_read_and_write_plain_values(in_alder):
    form = FORM({"name": "Zoë", "story": "", "nick": "", "born_on": "2019-02-28", "tags": '{"a": 1}'})
    assert form.is_valid(), form.errors
    form.save()
    animal = Animal.objects.get()

    assert (animal.name, animal.story, animal.nick) == ("Zoë", "", None)
    assert (animal.born_on, animal.tags) == (dt.date(2019, 2, 28), {"a": 1})
    shown = FORM(instance=animal).as_p()
    assert 'value="Zoë"' in shown
    assert 'value="2019-02-28"' in shown
    assert FORM(form.data, instance=animal).has_changed() is False


@pytest.mark.django_db
@pytest.mark.usefixtures("zoo")
def test_the_longest_text_is_held_by_forms_and_full_clean(in_alder):
    assert list(FORM({"name": "x" * 11}).errors) == ["name"]
    with pytest.raises(ValidationError, match="at most 10"):
        Animal(name="x" * 11).full_clean()
    Animal(name="x" * 10).full_clean()


@pytest.mark.django_db
@pytest.mark.usefixtures("zoo")
def test_required_is_required(in_alder):
    assert list(FORM({"name": ""}).errors) == ["name"]
    with pytest.raises(ValidationError) as refused:
        Animal().full_clean()
    assert set(refused.value.error_dict) == {"name"}
