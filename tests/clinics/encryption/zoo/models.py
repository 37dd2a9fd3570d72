"""A model with every kind of sealed field."""

from django.db import models

from clinics.encryption.sealed import SealedDateField, SealedJSONField, SealedTextField
from clinics.kit.ids import new_id


class Animal(models.Model):
    plain_fields = ("species",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    species = models.CharField(max_length=20, default="cat")
    name = SealedTextField(label="zoo.Animal.name", max_length=10)
    story = SealedTextField(label="zoo.Animal.story", blank=True)
    nick = SealedTextField(label="zoo.Animal.nick", null=True, blank=True, max_length=20)
    born_on = SealedDateField(label="zoo.Animal.born_on", null=True, blank=True)
    tags = SealedJSONField(label="zoo.Animal.tags", null=True, blank=True)

    class Meta:
        app_label = "zoo"
