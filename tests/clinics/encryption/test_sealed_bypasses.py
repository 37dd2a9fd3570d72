"""Every way around the instance raises instead of writing or searching readable values."""

import datetime as dt

import pytest
from django.core import serializers
from django.db import transaction
from django.db.models import Case, F, Q, Subquery, Value, When
from django.db.models.functions import Concat, Lower, Upper

from clinics.encryption.sealed import SealedError
from tests.clinics.encryption.test_sealed import stored
from tests.clinics.encryption.zoo.models import Animal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("zoo")]
CANARY = "Canary"
NAME = Animal._meta.get_field("name")

WRITES = {
    "update": lambda: Animal.objects.update(name=CANARY),
    "update with bytes": lambda: Animal.objects.update(name=CANARY.encode()),
    "update with a value": lambda: Animal.objects.update(name=Value(CANARY)),
    "update with a typed value": lambda: Animal.objects.update(name=Value(CANARY, output_field=NAME)),
    "update from a column": lambda: Animal.objects.update(name=F("species")),
    "update from a sealed column": lambda: Animal.objects.update(name=F("story")),
    "update by a function": lambda: Animal.objects.update(name=Upper("species")),
    "update by joining": lambda: Animal.objects.update(name=Concat("species", Value(CANARY))),
    "update by a case": lambda: Animal.objects.update(name=Case(When(species="cat", then=Value(CANARY)))),
    "update by a subquery": lambda: Animal.objects.update(name=Subquery(Animal.objects.values("species")[:1])),
    "update with a date": lambda: Animal.objects.update(born_on=dt.date(2019, 1, 1)),
    "update with an empty date": lambda: Animal.objects.update(born_on=""),
    "update with json": lambda: Animal.objects.update(tags={"name": CANARY}),
    "update with another field's": lambda: Animal.objects.update(story=NAME.seal(CANARY, row=Animal().pk)),
    "bulk_update": lambda: Animal.objects.bulk_update([*Animal.objects.all()], ["name"]),
    "update_or_create": lambda: Animal.objects.update_or_create(name=CANARY),
    "expression on an instance": lambda: setattr(Animal(), "name", F("species")),
    "another field's on an instance": lambda: setattr(Animal(), "story", NAME.seal(CANARY, row=Animal().pk)),
    "number on an instance": lambda: setattr(Animal(), "name", 7),
    "bytes on an instance": lambda: setattr(Animal(), "name", CANARY.encode()),
    "text on a date": lambda: setattr(Animal(), "born_on", "2019-01-01"),
    "instant on a date": lambda: setattr(Animal(), "born_on", dt.datetime(2019, 1, 1)),
    "object in json": lambda: setattr(Animal(), "tags", {"name": object()}),
}
READS = {
    "filter": lambda: Animal.objects.filter(name=CANARY),
    "filter for None": lambda: Animal.objects.filter(name=None),
    "filter in": lambda: Animal.objects.filter(name__in=[CANARY]),
    "filter on a sealed value": lambda: Animal.objects.filter(name=NAME.seal(CANARY, row=Animal().pk)),
    "filter by start": lambda: Animal.objects.filter(name__istartswith=CANARY),
    "filter by pattern": lambda: Animal.objects.filter(name__regex=CANARY),
    "filter by range": lambda: Animal.objects.filter(born_on__gte=dt.date(2019, 1, 1)),
    "filter by part": lambda: Animal.objects.filter(born_on__year=2019),
    "filter by key": lambda: Animal.objects.filter(tags__name=CANARY),
    "filter by containing": lambda: Animal.objects.filter(tags__contains={"name": CANARY}),
    "exclude": lambda: Animal.objects.exclude(name=CANARY),
    "Q": lambda: Animal.objects.filter(Q(species="cat") | Q(name=CANARY)),
    "get": lambda: Animal.objects.get(name=CANARY),
    "get_or_create": lambda: Animal.objects.get_or_create(name=CANARY),
    "annotate a value": lambda: list(Animal.objects.annotate(x=Value(CANARY, output_field=NAME))),
    "order by a part": lambda: list(Animal.objects.order_by("tags__name")),
    "case": lambda: list(Animal.objects.annotate(x=Case(When(name=CANARY, then=1)))),
    "alias and filter": lambda: Animal.objects.alias(x=F("name")).filter(x=CANARY),
    "function and filter": lambda: list(Animal.objects.filter(species=CANARY).values("name__lower")),
    "serializer": lambda: serializers.serialize("json", Animal.objects.all()),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_plain_value_is_not_written(in_alder, write):
    pk = Animal.objects.create(name="Zoë", story="Kept.").pk

    with pytest.raises(SealedError) as refused, transaction.atomic():
        write()

    assert CANARY not in str(refused.value)
    assert CANARY not in stored()
    animal = Animal.objects.get()
    assert (animal.pk, animal.name, animal.story) == (pk, "Zoë", "Kept.")


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_plain_value_is_not_searched_or_written_out(in_alder, read):
    Animal.objects.create(name=CANARY)

    with pytest.raises(SealedError) as refused:
        read()

    assert CANARY not in str(refused.value)


def test_the_messages_say_what_to_do(in_alder):
    with pytest.raises(SealedError, match=r"save\(\)"):
        Animal.objects.update(name=CANARY)
    with pytest.raises(SealedError, match="search token"):
        Animal.objects.filter(name=CANARY)


def test_the_database_cannot_take_anything_out_of_it(in_alder):
    from django.db.utils import ProgrammingError

    Animal.objects.create(name=CANARY)
    with pytest.raises(ProgrammingError), transaction.atomic():
        list(Animal.objects.annotate(x=Lower("name")))
