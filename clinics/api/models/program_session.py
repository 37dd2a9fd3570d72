"""That a person let a program in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from allauth.idp.oidc.models import Token
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from clinics.api.models.client import ApiClient
from clinics.kit.ids import new_id

LASTS = timedelta(hours=12)
"""From the person's yes to the end of the last token, however often the program asks for new ones."""


class ProgramSessionQuerySet(models.QuerySet["ProgramSession"]):
    def locked(self) -> ProgramSessionQuerySet:
        return self.select_for_update(no_key=True, of=("self",))

    def still_open(self, at: datetime) -> ProgramSessionQuerySet:
        """Those with a token that is worth something, whoever ended the others and how."""
        tokens = Token.objects.alias(of=KeyTextTransform("session", "data"))
        living = tokens.filter(of=Cast(models.OuterRef("pk"), models.TextField()), expires_at__gt=at)
        return self.filter(models.Exists(living), ended_at=None, ends_at__gt=at)

    def for_own_page(self, at: datetime) -> ProgramSessionQuerySet:
        return self.still_open(at).select_related("client__client").order_by("-began_at")


class ProgramSession(models.Model):
    """One yes of one person to one program, and all tokens that came of it; their `data` names its id.

    `methods` are those of the browser's session in which the person said yes, as `amr` names them (RFC 8176).
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("scopes", "methods", "code_digest")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="program_sessions")
    scopes = ArrayField(models.CharField(max_length=60), verbose_name=_("what it may"))
    methods = ArrayField(models.CharField(max_length=20), verbose_name=_("how the person signed in"), default=list)
    authenticated_at = models.DateTimeField(_("signed in"))
    code_digest = models.CharField(_("digest of the code"), max_length=64, unique=True)
    code_used_at = models.DateTimeField(_("code used"), null=True)
    began_at = models.DateTimeField(_("let in"))
    used_at = models.DateTimeField(_("last got a token"), null=True)
    ends_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = ProgramSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("access of a program")
        verbose_name_plural = _("accesses of programs")
        indexes = [models.Index(fields=["user", "ends_at"], name="program_sessions_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__lte=models.F("began_at") + LASTS), name="a_program_session_ends"
            )
        ]

    def __str__(self) -> str:
        return str(self.client_id)

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and self.ends_at > at
