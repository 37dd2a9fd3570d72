"""A range over UUIDs, so that an exclusion constraint can ask "the same row?" without an extension.

It stands in `public`, where it outlives every clinic; the tables of all clinics refer to it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0003_set_clinic_open"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE TYPE public.uuid_range AS RANGE (SUBTYPE = uuid)",
            "DROP TYPE public.uuid_range",
        ),
    ]
