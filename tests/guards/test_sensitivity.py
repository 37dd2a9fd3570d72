"""Every field that can hold text or bytes is sealed or declared, whoever wrote the model."""

from collections import Counter

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from clinics.encryption.sealed import SealedField, SealedTextField
from clinics.encryption.sensitivity import stale_declarations, undeclared_fields
from config.sensitivity import THIRD_PARTY

OWN = ("config", "clinics", "patients", "appointments", "billing")
MODELS = apps.get_models(include_auto_created=True)


def is_own(model: type[models.Model]) -> bool:
    return model.__module__.split(".")[0] in OWN


def faults(model: type[models.Model]) -> tuple[list[str], list[str]]:
    elsewhere = {} if is_own(model) else THIRD_PARTY
    return undeclared_fields(model, elsewhere), stale_declarations(model, elsewhere)


@pytest.mark.parametrize("model", MODELS, ids=[model._meta.label for model in MODELS])
def test_every_telling_field_is_sealed_or_declared(model):
    undeclared, stale = faults(model)

    assert undeclared == [], f"{model._meta.label}: seal these fields, or name them in plain_fields"
    assert stale == [], f"{model._meta.label}: declared, but no such field needs it"


def test_the_table_names_packages_models_only_and_says_why():
    third_party = {model._meta.label for model in MODELS if not is_own(model)}

    assert set(THIRD_PARTY) - third_party == set()
    said = [reason for fields in THIRD_PARTY.values() for reason in fields.values()]
    assert [reason for reason in said if not reason.startswith(("plain: ", "sensitive: "))] == []


def test_what_the_table_says_of_tokens_is_so():
    assert getattr(settings, "SOCIALACCOUNT_STORE_TOKENS", False) is False


def test_no_two_sealed_fields_share_a_label():
    labels = Counter(field.label for model in MODELS for field in model._meta.fields if isinstance(field, SealedField))

    assert [label for label, count in labels.items() if count > 1] == []


class Mystery(models.Field):
    """A kind of field nobody has thought about."""


def test_a_planted_undeclared_field_is_found():
    class Box(models.Model):
        plain_fields = ("state", "gone")

        id = models.UUIDField(primary_key=True)
        at = models.DateTimeField()
        count = models.IntegerField()
        tokens = ArrayField(models.BigIntegerField())
        secret = SealedTextField(label="clinics.Box.secret")
        state = models.CharField(max_length=9)
        owner = models.ForeignKey("self", models.CASCADE)
        char = models.CharField(max_length=9)
        text = models.TextField()
        mail = models.EmailField()
        page = models.URLField()
        slug = models.SlugField()
        json = models.JSONField()
        binary = models.BinaryField()
        file = models.FileField()
        ip = models.GenericIPAddressField()
        words = ArrayField(ArrayField(models.CharField(max_length=9)))
        loud = models.GeneratedField(expression=models.F("text"), output_field=models.TextField(), db_persist=True)
        twice = models.GeneratedField(expression=models.F("count"), output_field=models.IntegerField(), db_persist=True)
        mystery = Mystery()

        class Meta:
            app_label = "clinics"
            apps = Apps()

    telling = ["char", "text", "mail", "page", "slug", "json", "binary", "file", "ip", "words", "loud", "mystery"]
    assert undeclared_fields(Box, {}) == telling
    assert undeclared_fields(Box, {"clinics.Box": dict.fromkeys(telling[1:], "plain: planted")}) == ["char"]
    assert stale_declarations(Box, {}) == ["gone"]
