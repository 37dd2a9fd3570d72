"""What leaves a protection out stands in a reviewed list: open addresses, forms without token, unescaped text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from clinics.api.endpoint import Endpoint
from clinics.api.requests import BearerAuthentication
from clinics.staff.access import public
from config.access import rule_for
from tests.guards import source
from tests.guards.test_access import addresses

ROOT = Path(__file__).resolve().parents[2]
HOSTS = ("config.urls_clinic", "config.urls_platform")

FOR_EVERYBODY = {
    "allauth.account.views.AccountInactiveView": "says that an account is disabled, to nobody in particular",
    "allauth.account.views.LoginView": "signing in",
    "allauth.account.views.LogoutView": "leaving; a form with a token",
    "allauth.account.views.PasswordChangeView": "allauth asks for a session and for the present password",
    "allauth.account.views.PasswordResetDoneView": "says the same whether there is such an account or not",
    "allauth.account.views.PasswordResetFromKeyDoneView": "says that it is done",
    "allauth.account.views.PasswordResetFromKeyView": "the key is in the mail, is good once, and opens one clinic",
    "allauth.account.views.PasswordResetView": "says the same whether there is such an account or not",
    "allauth.account.views.ReauthenticateView": "allauth asks for a session",
    "allauth.idp.oidc.views.ConfigurationView": "where tokens are had, and which keys sign them",
    "allauth.idp.oidc.views.JwksView": "public halves of keys",
    "allauth.idp.oidc.views.LogoutView": "the protocol's own way out",
    "allauth.idp.oidc.views.RevokeView": "the program authenticates itself",
    "allauth.idp.oidc.views.TokenView": "the program authenticates itself",
    "allauth.idp.oidc.views.UserInfoView": "asks for a token",
    "allauth.mfa.base.views.AuthenticateView": "the second half of signing in",
    "allauth.mfa.base.views.IndexView": "allauth asks for a session",
    "allauth.mfa.base.views.ReauthenticateView": "allauth asks for a session",
    "allauth.mfa.recovery_codes.views.DownloadRecoveryCodesView": "allauth asks for a session",
    "allauth.mfa.recovery_codes.views.GenerateRecoveryCodesView": "allauth asks for a session, freshly proved",
    "allauth.mfa.recovery_codes.views.ViewRecoveryCodesView": "allauth asks for a session",
    "allauth.mfa.totp.views.ActivateTOTPView": "allauth asks for a session, freshly proved",
    "allauth.mfa.totp.views.DeactivateTOTPView": "allauth asks for a session, freshly proved",
    "allauth.mfa.webauthn.views.AddWebAuthnView": "allauth asks for a session, freshly proved",
    "allauth.mfa.webauthn.views.EditWebAuthnView": "allauth asks for a session, freshly proved",
    "allauth.mfa.webauthn.views.ListWebAuthnView": "allauth asks for a session",
    "allauth.mfa.webauthn.views.LoginWebAuthnView": "signing in by passkey",
    "allauth.mfa.webauthn.views.ReauthenticateWebAuthnView": "allauth asks for a session",
    "allauth.mfa.webauthn.views.RemoveWebAuthnView": "allauth asks for a session, freshly proved",
    "appointments.views.told.appointment": "patients have no account; the link's signature is the key",
    "appointments.views.told.calendar": "patients have no account; the link's signature is the key",
    "billing.views.links.open_invoice": "patients have no account; a token and the birth date are the keys",
    "clinics.api.views.consent.ConsentView": "allauth asks for a session",
    "clinics.api.views.documentation.Schema": "describes the API and holds no data",
    "clinics.api.views.documentation.lost": "only says that nothing is there",
    "clinics.api.views.documentation.reader": "describes the API and holds no data",
    "clinics.home.views.branding.logo": "on the page where people sign in",
    "clinics.home.views.branding.style_sheet": "on the page where people sign in",
    "clinics.home.views.gallery.entrance": "components, in local settings only",
    "clinics.home.views.gallery.index": "components, in local settings only",
    "clinics.home.views.gallery.options": "components, in local settings only",
    "clinics.mail.views.service.events": "Amazon's notifications; signature and topic are checked",
    "clinics.operators.views.entrance.enter": "an operator comes from the platform; the ticket is the key, once",
    "clinics.single_sign_on.views.entrance.SignInView": "signing in",
    "clinics.single_sign_on.views.entrance.answer": "back from the provider; the state belongs to this browser",
    "clinics.single_sign_on.views.entrance.begin": "on the way to the provider; a form with a token",
    "clinics.single_sign_on.views.sign_out.hear": "the provider's own; what it says is signed, and good once",
    "clinics.staff.views.invitation.accept": "the person has no account yet; the link's token is the key",
    "clinics.staff.views.session.left": "how long one's own session goes on; nothing for strangers",
    "config.home.to_administration": "leads to the administration, which asks who comes",
    "django.views.generic.base.RedirectView": "leads to an address that asks for itself",
    "django.views.i18n.set_language": "a language for who is not signed in; a form with a token",
    "patients.views.unsubscription.page": "patients have no account; the link's signature is the key",
}
"""Views open to who is not signed in. The API's endpoints ask for a token themselves, the administrations for their
permission: `test_every_endpoint_asks_for_a_token` and tests/guards/test_administrations.py."""

WITHOUT_FORM_TOKEN = {
    "allauth.idp.oidc.views.AuthorizationView": "the request comes from the program; the consent form has a token",
    "allauth.idp.oidc.views.DeviceAuthorizationView": "as above",
    "allauth.idp.oidc.views.DeviceCodeView": "a program's call, without cookies",
    "allauth.idp.oidc.views.LogoutView": "a program's call; the form that it may show has a token",
    "allauth.idp.oidc.views.RevokeView": "a program's call, without cookies",
    "allauth.idp.oidc.views.TokenView": "a program's call, without cookies",
    "allauth.idp.oidc.views.UserInfoView": "a program's call, with a bearer token",
    "clinics.api.views.consent.ConsentView": "the request comes from the program; the consent form has a token",
    "clinics.api.views.documentation.Schema": "only read",
    "clinics.api.views.documentation.lost": "answers 404 to whatever is sent",
    "clinics.mail.views.service.events": "signed by Amazon, without cookies",
    "clinics.operators.views.entrance.enter": "the form stands on the platform's page, whose origin is asked for",
    "clinics.single_sign_on.views.sign_out.hear": "the provider's call, signed and without cookies",
    "patients.views.unsubscription.page": "mail programs post here without having seen the page; the link is the key",
}

UNESCAPED = {
    "clinics/home/drawing.py": "what a template drew, which escaped what it was given",
    "clinics/templatetags/ui.py": "drawings of a package by name, and markup of our own templates",
}
"""Files that call text markup. Plain-text mails (`.txt`) are not markup and turn escaping off."""

CALLED_MARKUP = {"mark_safe", "SafeString", "SafeText", "SafeData", "__html__"}
IN_TEMPLATES = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off")


def view_name(pattern: URLPattern) -> str:
    owner = owner_of(pattern)
    return f"{owner.__module__}.{owner.__qualname__}"


def owner_of(pattern: URLPattern) -> Any:
    view = pattern.callback
    return getattr(view, "view_class", None) or getattr(view, "cls", None) or view


def is_endpoint(pattern: URLPattern) -> bool:
    owner = owner_of(pattern)
    return isinstance(owner, type) and issubclass(owner, Endpoint)


def all_patterns() -> list[URLPattern]:
    return [pattern for host in HOSTS for _, pattern in addresses(import_module(host).urlpatterns)]


def open_to_everybody(patterns: Iterable[URLPattern]) -> set[str]:
    """Views without permission; those of the administrations ask for it in the site that holds them."""
    return {
        name
        for pattern in patterns
        if (rule := rule_for(pattern.callback)) and rule.public_reason and not is_endpoint(pattern)
        if not (name := view_name(pattern)).startswith(("config.admin.", "django.contrib.admin."))
    }


def without_form_token(patterns: Iterable[URLPattern]) -> set[str]:
    return {
        view_name(pattern)
        for pattern in patterns
        if getattr(pattern.callback, "csrf_exempt", False) and not is_endpoint(pattern)
    }


def endpoints_without_token(patterns: Iterable[URLPattern]) -> set[str]:
    return {
        view_name(pattern)
        for pattern in patterns
        if is_endpoint(pattern) and owner_of(pattern).authentication_classes != (BearerAuthentication,)
    }


def unescaped(root: Path) -> set[str]:
    """Files that call text markup, or show it unescaped."""
    found = set()
    for file in source.files(root):
        text = file.read_text(encoding="utf-8", errors="replace") if file.suffix in {".py", ".html", ".xml"} else ""
        name = file.relative_to(root).as_posix()
        if file.suffix == ".py":
            if not name.startswith(("tests/", ".ci/")) and any(
                _calls_markup(node) for node in ast.walk(ast.parse(text))
            ):
                found.add(name)
        elif IN_TEMPLATES.search(text):
            found.add(name)
    return found


def _calls_markup(node: ast.AST) -> bool:
    """A call of what trusts text, or of format_html with a text put together; a method that says it is markup."""
    if isinstance(node, ast.FunctionDef):
        return node.name in CALLED_MARKUP
    if isinstance(node, ast.ImportFrom):
        return any(each.name in CALLED_MARKUP and each.asname for each in node.names)
    if isinstance(node, ast.keyword):
        return node.arg == "autoescape" and getattr(node.value, "value", True) is False
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in ("format_html", "format_html_join"):
        return any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in node.args[:2])
    return name in CALLED_MARKUP


def test_views_for_everybody_are_the_reviewed_ones():
    assert open_to_everybody(all_patterns()) == set(FOR_EVERYBODY)


def test_forms_without_token_are_the_reviewed_ones():
    assert without_form_token(all_patterns()) == set(WITHOUT_FORM_TOKEN)


def test_every_endpoint_asks_for_a_token():
    assert endpoints_without_token(all_patterns()) == set()


def test_text_is_called_markup_in_reviewed_files_only():
    assert unescaped(ROOT) == set(UNESCAPED)


@public("It was forgotten, and says something")
def forgotten(request: Any) -> HttpResponse:
    return HttpResponse()


class Trusting(Endpoint):
    authentication_classes = ()


@pytest.mark.parametrize(
    ("rule", "view", "name"),
    [
        (open_to_everybody, forgotten, "forgotten"),
        (without_form_token, csrf_exempt(forgotten), "forgotten"),
        (endpoints_without_token, Trusting.as_view(), "Trusting"),
    ],
)
def test_a_planted_view_is_found(rule: Callable[[Iterable[URLPattern]], set[str]], view: Any, name: str):
    assert rule([path("planted/", view)]) == {f"{__name__}.{name}"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("patients/views/chart.py", "mark_safe(patient.name)"),
        ("patients/views/chart.py", "safestring.SafeString(name)"),
        ("patients/views/chart.py", "format_html(f'<b>{name}</b>')"),
        ("patients/views/chart.py", "format_html('<b>' + name)"),
        ("patients/views/chart.py", "format_html_join('', f'<b>{name}</b>', rows)"),
        ("patients/views/chart.py", "from django.utils.safestring import mark_safe as shown"),
        ("patients/views/chart.py", "Engine(autoescape=False)"),
        ("patients/models.py", "class Name(str):\n    def __html__(self): return self"),
        ("templates/patients/chart.html", "{{ name | safe }}"),
        ("templates/patients/chart.html", "{{ names|safeseq|join:'' }}"),
        ("templates/patients/chart.html", "{% autoescape off %}{{ name }}{% endautoescape %}"),
    ],
)
def test_planted_markup_is_found(plant: Callable[[str, str], Path], name: str, text: str):
    assert unescaped(plant(name, text)) == {name}
