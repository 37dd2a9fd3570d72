"""Invented content for the gallery: one example of every state of every component."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.home.context import THEMES, Link, Person
from clinics.kit.date_parts import DatePartsField, DatePartsWidget

NAV = [
    Link(_("Today"), "/", "home", "g t"),
    Link(_("Calendar"), "/calendar/", "calendar-days", "g c"),
    Link(_("Patients"), "/gallery/", "users", "g p", is_current=True),
    Link(_("Billing"), "/billing/", "banknotes", "g b"),
    Link(_("Reports"), "/reports/", "chart-bar", "g r"),
    Link(_("Settings"), "/settings/", "cog-6-tooth", "g s"),
]
CREATE = [
    Link(_("Patient"), "#patient", "user-plus"),
    Link(_("Appointment"), "#appointment", "calendar"),
    Link(_("Invoice"), "#invoice", "document-text"),
]
PEOPLE = ["Ana María López", "Anders Holm", "Annabel Okafor", "Antoine Dubois", "Bea Marsh"]


class SampleForm(forms.Form):
    """Every kind of field."""

    full_name = forms.CharField(label=_("Full name"), help_text=_("As on their identity card."))
    preferred_name = forms.CharField(label=_("Preferred name"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    birth_date = DatePartsField(
        label=_("Birth date"), help_text=_("For example, 27 3 1985."), widget=DatePartsWidget(of_birth=True)
    )
    last_visit = forms.DateField(
        label=_("Last visit"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "input input-10"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("", "—"), ("en", "English"), ("es", "Español")])
    contact_by = forms.ChoiceField(
        label=_("Contact by"),
        choices=[("phone", _("Phone")), ("email", _("E-mail")), ("none", _("Do not contact"))],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=_("Needs"),
        required=False,
        choices=[("step", _("Step-free access")), ("interpreter", _("Interpreter")), ("quiet", _("Quiet room"))],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    consent = forms.BooleanField(label=_("They agree to be reminded by text message"))


def page(theme: str) -> dict[str, Any]:
    """The gallery's context; the frame is drawn as an administrator would see it."""
    return {
        **_frame(theme),
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm(
            {
                "wrong-full_name": "",
                "wrong-email": "ana@",
                "wrong-birth_date_day": "31",
                "wrong-birth_date_month": "2",
                "wrong-birth_date_year": "1985",
                "wrong-contact_by": "phone",
            },
            prefix="wrong",
        ),
        "patients": _patients(),
        "facts": _facts(),
        "columns": _columns(),
        "rows": _rows(),
        "tabs": _tabs(),
        "sections": _sections(),
        "menu_items": _menu(),
        "pages": {
            "number": 2,
            "has_previous": True,
            "has_next": True,
            "previous_page_number": 1,
            "next_page_number": 3,
        },
        "kinds": ["info", "success", "warning", "danger", "refused"],
        "states": ["typing", "saving", "saved", "conflict", "offline", "refused"],
    }


def entrance(theme: str) -> dict[str, Any]:
    return {**_frame(theme), "form": SignInForm()}


def options(query: str) -> dict[str, Any]:
    """People whose name holds the query, and a page, as the search would answer."""
    found = [name for name in PEOPLE if query.lower() in name.lower()]
    people = [{"label": name, "value": name, "detail": "12.03.1985 · 4471", "icon": "user"} for name in found]
    pages = [{"label": _("Settings"), "value": "settings", "icon": "cog-6-tooth"}]
    groups = [{"label": _("People"), "items": people}, {"label": _("Pages"), "items": pages}] if query and found else []
    return {"groups": groups, "query": query, "prefix": "gallery"}


class SignInForm(forms.Form):
    login = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    remember = forms.BooleanField(label=_("Stay signed in on this device"), required=False)


def _frame(theme: str) -> dict[str, Any]:
    return {
        **({"theme": theme} if theme in THEMES else {}),
        "nav_items": NAV,
        "bottom_items": NAV[:3],
        "more_items": NAV[3:],
        "quick_create": CREATE,
        "person": Person("Dana Whitfield", "Administrator"),
        "search_url": "/gallery/options/",
    }


def _patients() -> list[dict[str, Any]]:
    known = {
        "name": "Ana María López", "preferred_name": "Ani", "pronouns": "she/her", "age": "41", "sex": _("Female"),
        "birth_date": "12 Mar 1985", "record_number": "A-004471", "url": "#chart", "phone": "(555) 010-4471",
        "allergies_state": "listed", "allergies": ["Penicillin", "Latex"],
        "alerts": [{"label": _("Falls risk")}, {"label": _("Interpreter: Spanish"), "icon": "language"}],
    }  # fmt: skip
    none = {**known, "name": "Anders Holm", "preferred_name": "", "pronouns": "", "allergies_state": "none_known",
            "alerts": [], "sex": _("Male")}  # fmt: skip
    unknown = {"name": "Baby of Okafor", "allergies_state": "not_recorded"}
    return [known, none, unknown]


def _facts() -> list[dict[str, Any]]:
    return [
        {"label": _("Phone"), "value": "(555) 010-4471", "url": "#phone"},
        {"label": _("E-mail"), "value": "", "url": "#email"},
        {"label": _("Address"), "value": "14 Rose Street, Springfield"},
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Person")},
        {"label": _("Born")},
        {"label": _("Next visit")},
        {"label": _("State")},
        {"label": _("Balance"), "number": True},
    ]


def _rows() -> list[dict[str, Any]]:
    states = [(_("Waiting"), "warning"), (_("Seen"), "success"), (_("Did not come"), "danger"), (_("Booked"), "info")]
    return [
        {
            "cells": [
                {"value": name, "url": "#"},
                {"value": f"1{at} Mar 198{at}"},
                {"value": _("Today, 10:30")},
                {"badge": states[at % 4][0], "kind": states[at % 4][1]},
                {"value": f"{at * 41}.00"},
            ]
        }
        for at, name in enumerate(PEOPLE)
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": _("Timeline"), "url": "#timeline", "is_current": True},
        {"label": _("Notes"), "url": "#notes", "count": 3},
        {"label": _("Documents"), "url": "#documents", "count": 12},
        {"label": _("Details"), "url": "#details"},
    ]


def _sections() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Clinic"),
            "items": [
                {"label": _("Name and colours"), "url": "#brand", "icon": "swatch", "is_current": True},
                {"label": _("Places and rooms"), "url": "#rooms", "icon": "building-office"},
            ],
        },
        {"title": _("People"), "items": [{"label": _("Staff"), "url": "#staff", "icon": "users"}]},
    ]


def _menu() -> list[dict[str, Any]]:
    return [
        {"label": _("Edit"), "url": "#edit", "icon": "pencil"},
        {"label": _("Print"), "url": "#print", "icon": "printer"},
        {"label": _("Enter in error"), "url": "#error", "icon": "x-circle", "danger": True},
    ]
