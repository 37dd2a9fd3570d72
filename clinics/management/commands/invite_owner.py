"""`invite_owner SUBDOMAIN EMAIL`: a new link where the first one was lost or has expired."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.onboarding import queries
from clinics.staff.actions import invitations
from clinics.staff.permissions import Role


class Command(BaseCommand):
    help = "Invites an owner to an open clinic and prints the link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            clinic = queries.named(options["subdomain"])
            if not clinic.is_active:
                raise CommandError(_("This clinic is not open, so nobody can join it."))
            with entering(clinic), translation.override(clinic.language):
                invited = invitations.invite(
                    email=options["email"],
                    roles=(Role.OWNER,),
                    by=Actor.operator_command("invite_owner"),
                    at=timezone.now(),
                )
        except ValidationError as wrong:
            raise CommandError(
                _("EMAIL: “%(given)s” is not an e-mail address.") % {"given": options["email"]}
            ) from wrong
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(invited.link)
