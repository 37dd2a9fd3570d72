"""The one right the platform has over clinics' schemas: to close one and to open it again.

Only the owner may grant and revoke, and processes that serve requests cannot become the owner.
"""

from django.db import migrations

from clinics.kit import roles

CREATE = f"""
CREATE FUNCTION public.set_clinic_open(schema_name text, is_open boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF schema_name !~ '^c_[0-9]{{6,}}$' THEN
        RAISE EXCEPTION 'not the schema of a clinic';
    END IF;
    IF is_open THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, '{roles.PREFIX}_' || schema_name);
    ELSE
        EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM %I', schema_name, '{roles.PREFIX}_' || schema_name);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION public.set_clinic_open(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.set_clinic_open(text, boolean) TO {roles.platform_role()};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0002_wakeup_rung"),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION public.set_clinic_open(text, boolean)"),
    ]
