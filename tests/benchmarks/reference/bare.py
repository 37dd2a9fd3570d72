"""A page and an API as Django's tutorial would make them: one clinic, nothing sealed, nothing recorded.

They answer with as many rows as they are asked for, filled up to as many bytes: `/page/?rows=16&bytes=20000`,
`/json/?rows=50&bytes=60000`, and the same for a day's visits: `/day/`, `/visits/`. People with their contacts,
addresses and visits are in the database that BARE_DATABASE describes; sessions are Django's own.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.urls import path

settings.configure(
    SECRET_KEY="bare-" + "0" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="tests.benchmarks.reference.bare",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": json.loads(os.environ["BARE_DATABASE"])},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402  after the set-up
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402


class Person(models.Model):
    given = models.CharField(max_length=80)
    family = models.CharField(max_length=80)
    birth_date = models.DateField(null=True)
    gender = models.CharField(max_length=10)
    record_number = models.CharField(max_length=20)
    phone = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "bare"


class Contact(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    system = models.CharField(max_length=6)
    value = models.CharField(max_length=254)

    class Meta:
        app_label = "bare"


class Address(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    lines = models.CharField(max_length=300)
    city = models.CharField(max_length=100)
    postal_code = models.CharField(max_length=20)

    class Meta:
        app_label = "bare"


class Provider(models.Model):
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "bare"


class Visit(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="visits")
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="visits")
    kind = models.CharField(max_length=80)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=[("booked", "Booked"), ("completed", "Completed")])
    status_at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        app_label = "bare"


@login_required
def page(request):
    rows, size = int(request.GET["rows"]), int(request.GET["bytes"])
    people = Person.objects.order_by("-recorded_at")[:rows]
    html = render_to_string("page.html", {"people": people}, request)
    return filled(html, "<!--%-->", size, "text/html")


@login_required
def listing(request):
    rows, size = int(request.GET["rows"]), int(request.GET["bytes"])
    people = Person.objects.order_by("-recorded_at").prefetch_related("contacts", "addresses")[:rows]
    results = [shown(person) for person in people]
    text = json.dumps({"count": len(results), "results": results, "filling": "%"}, cls=DjangoJSONEncoder)
    return filled(text, '"%"', size, "application/json")


@login_required
def day(request):
    rows, size = int(request.GET["rows"]), int(request.GET["bytes"])
    visits = Visit.objects.select_related("person", "provider").order_by("provider", "starts_at")[:rows]
    return filled(render_to_string("day.html", {"visits": visits}, request), "<!--%-->", size, "text/html")


@login_required
def visits(request):
    rows, size = int(request.GET["rows"]), int(request.GET["bytes"])
    names = ("id", "person_id", "provider_id", "kind", "starts_at", "ends_at", "status", "status_at", "reason")
    results = list(Visit.objects.order_by("starts_at").values(*names)[:rows])
    text = json.dumps({"count": len(results), "results": results, "filling": "%"}, cls=DjangoJSONEncoder)
    return filled(text, '"%"', size, "application/json")


def shown(person):
    return {
        "id": person.pk,
        "given": person.given,
        "family": person.family,
        "birth_date": person.birth_date,
        "gender": person.gender,
        "record_number": person.record_number,
        "recorded_at": person.recorded_at,
        "contacts": [{"id": row.pk, "system": row.system, "value": row.value} for row in person.contacts.all()],
        "addresses": [
            {"id": row.pk, "lines": row.lines, "city": row.city, "postal_code": row.postal_code}
            for row in person.addresses.all()
        ],
    }


def filled(text, mark, size, kind):
    """The text with dots at the mark, `size` bytes long."""
    dots = "." * (size - len(text.encode()) + 1)
    return HttpResponse(text.replace(mark, mark.replace("%", dots)), content_type=kind)


def alive(request):
    return HttpResponse("ok")


urlpatterns = [
    path("page/", page),
    path("json/", listing),
    path("day/", day),
    path("visits/", visits),
    path("visits/<int:pk>/", day, name="visit"),
    path("people/<int:pk>/", page, name="person"),
    path("healthz", alive),
]
application = WSGIHandler()
