"""`python -m tests.benchmarks.reference.prepare FILE`: the bare tables with people and visits of a JSON file.

A person is {given, family, birth_date, gender, record_number, phone, recorded_at, contacts, addresses, visits}, a
visit {provider, kind, starts_at, ends_at, status, status_at, reason}. Prints the key of a signed-in session.
"""

import json
import sys
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection

from tests.benchmarks.reference.bare import Address, Contact, Person, Provider, Visit


def main() -> None:
    from django.contrib.auth.models import User  # after the set-up, which `bare` does
    from django.contrib.sessions.backends.db import SessionStore

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS bare")
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Person, Contact, Address, Provider, Visit):
            editor.create_model(model)
    for told in json.loads(Path(sys.argv[1]).read_text()):
        contacts, addresses, visits = told.pop("contacts"), told.pop("addresses"), told.pop("visits")
        person = Person.objects.create(**told)
        Contact.objects.bulk_create(Contact(person=person, **each) for each in contacts)
        Address.objects.bulk_create(Address(person=person, **each) for each in addresses)
        for visit in visits:
            provider, _made = Provider.objects.get_or_create(name=visit.pop("provider"))
            Visit.objects.create(person=person, provider=provider, **visit)
    user = User.objects.create_user("bare")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sys.stdout.write(session.session_key)


if __name__ == "__main__":
    main()
