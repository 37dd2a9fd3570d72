"""Signing in, out and setting passwords, as allauth asks for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.events import mail
from clinics.kit.current import current_clinic
from clinics.staff import proofs
from clinics.staff.actions import sign_ins

UNKNOWN = "account/email/unknown_account"


class NobodyIsWrittenTo(Exception):
    """Takes back a message that was only written so that the time of the answer tells nothing."""


class AccountAdapter(DefaultAccountAdapter):
    """Set as ACCOUNT_ADAPTER. On the platform's host there is no clinic and no mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "email_password_mismatch": _("E-mail address or password are not right. Check both and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return request.META.get("REMOTE_ADDR", "") or "unknown"

    # --- mail -----------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message into the outbox. For an unknown address do the same work in vain."""
        if self.request.clinic is None:
            return
        message = self.render_mail(template_prefix, email, {**context, "email": email, "clinic": current_clinic()})
        try:
            with transaction.atomic():
                mail.enqueue(
                    purpose=template_prefix.removeprefix("account/email/").removeprefix("mfa/email/"),
                    to=email,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=_html_of(message),
                    at=self.request.at,
                )
                if template_prefix == UNKNOWN:
                    raise NobodyIsWrittenTo
        except NobodyIsWrittenTo:
            pass

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Links name the clinic's canonical host, whatever host was asked."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return current_clinic().base_url + path.replace("UID-KEY", quote(key))

    # --- limits, failures -----------------------------------------------------------------------

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth adds the host as written, of which there are many spellings. The cache adds the clinic.
        return str(credentials.get("email", "")).strip().lower()

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        sign_ins.note_failure(email=str(credentials.get("email", "")), by=request.actor, at=request.at)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The clinic's policy says how long a proof lasts; allauth's own pages follow it too."""
        return not proofs.is_recent(self.request)

    def provider_to_join_through(self, roles: Collection[str]) -> Any:
        """The provider at which whoever is invited with these roles has to sign in; None where a password will do."""
        return None

    # --- where to go ----------------------------------------------------------------------------

    def get_login_redirect_url(self, request: Any) -> str:
        return "/" if request.clinic else "/admin/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("staff:account") if self.request.clinic else reverse("account_change_password")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        sign_ins.set_password(user=user, password=password, by=self.request.actor, at=self.request.at)


def _html_of(message: Any) -> str:
    if isinstance(message, EmailMultiAlternatives) and message.alternatives:
        return str(message.alternatives[0][0])
    return ""
