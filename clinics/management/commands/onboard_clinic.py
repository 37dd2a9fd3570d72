"""`onboard_clinic SUBDOMAIN --name NAME --admin-email EMAIL`: open a clinic."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.utils import ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import UndefinedTable

from clinics.hosts import own_host
from clinics.kit.actor import Actor
from clinics.models import ClinicState
from clinics.onboarding import queries
from clinics.onboarding.actions import CannotOpen, checked, open_clinic
from clinics.onboarding.orders import Order

OPTIONS = {
    "subdomain": "SUBDOMAIN",
    "name": "--name",
    "admin_email": "--admin-email",
    "time_zone": "--timezone",
    "currency": "--currency",
    "country": "--country",
    "host": "--domain",
}


class Command(BaseCommand):
    help = (
        "Opens a clinic and prints the invitation link of its first administrator. What is not given is taken from"
        " the country. Interrupted, the same command goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain", help="the clinic answers at <subdomain>.<platform>")
        parser.add_argument("--name", required=True, help="as its patients know it")
        parser.add_argument("--admin-email", required=True, help="who is invited first, as the owner")
        parser.add_argument("--timezone", default="", help="IANA name, such as Europe/Madrid")
        parser.add_argument("--currency", default="", help="ISO 4217 code, such as EUR")
        parser.add_argument("--country", default="", help="ISO 3166 code, such as ES")
        parser.add_argument("--domain", default="", help="a host of the clinic's own, such as clinic.example.org")
        parser.add_argument("--sample-data", action="store_true", help="fill it with invented people")
        parser.add_argument("--dry-run", action="store_true", help="check and say what would happen, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        order = order_of(options)
        try:
            complete = checked(order)
            self.say_what_is_ordered(complete)
            if options["dry_run"]:
                self.stdout.write(_("Nothing was changed: this was a dry run."))
                return
            opened = open_clinic(
                order=complete,
                by=Actor.operator_command("onboard_clinic"),
                at=timezone.now(),
                sample_data=options["sample_data"],
                tell=self.tell,
            )
        except CannotOpen as refusal:
            lines = [f"{OPTIONS[problem.field]}: {problem.sentence}" for problem in refusal.problems]
            raise CommandError("\n".join(lines)) from refusal
        except ProgrammingError as failure:
            if not isinstance(failure.__cause__, UndefinedTable):
                raise
            raise CommandError(_("The platform's tables are missing: run migrate_schemas first.")) from failure
        self.stdout.write(_("This link makes the first administrator; it works once, for seven days:"))
        self.stdout.write(opened.invitation_link)

    def say_what_is_ordered(self, order: Order) -> None:
        known = queries.of_subdomain(order.subdomain)
        resumed = known is not None and known.state == ClinicState.ONBOARDING
        hosts = ", ".join(filter(None, [order.host, own_host(order.subdomain)]))
        self.stdout.write(_("Going on with an interrupted clinic") if resumed else _("A new clinic"))
        for label, value in (
            (_("Name"), order.name),
            (_("Hosts, the first one canonical"), hosts),
            (_("Country"), order.country),
            (_("Time zone"), order.time_zone),
            (_("Currency"), order.currency),
            (_("Language"), order.language),
            (_("First administrator"), order.admin_email),
        ):
            self.stdout.write(f"  {label}: {value}")

    def tell(self, words: str) -> None:
        self.stdout.write(f"✓ {words}")
        self.stdout.flush()


def order_of(options: dict[str, Any]) -> Order:
    return Order(
        subdomain=options["subdomain"],
        name=options["name"],
        admin_email=options["admin_email"],
        time_zone=options["timezone"],
        currency=options["currency"],
        country=options["country"],
        language="",
        host=options["domain"],
    )
