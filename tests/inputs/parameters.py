"""What may be asked of each page by parameters of its address, written by hand; of all others nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from config.access import rule_for
from tests.guards.test_access import addresses

PERSON = "patients/<uuid:patient_id>/"
BOOKING = "day minutes patient provider q room site start type"
TRAIL = "page patient request since until what who"
PARAMETERS = {
    "": "since",
    "gallery/": "theme",
    "gallery/entrance/": "theme",
    "gallery/options/": "q",
    "search/": "q",
    "branding.css": "v",
    "branding/logo": "v",
    "settings/branding/preview/": "accent",
    "settings/branding/preview.css": "accent",
    "live/admission/": "topic",
    "accounts/provider/confirmation/": "next",
    "accounts/second-factor/": "next",
    "patients/": "q",
    PERSON: "before show",
    f"{PERSON}history/": "before",
    f"{PERSON}accesses/": "since until with_lists",
    f"{PERSON}relationships/search/": "q",
    f"{PERSON}relationships/new/": "other",
    f"{PERSON}notes/new/": "kind",
    f"{PERSON}documents/": "page",
    f"billing/{PERSON}statement/": "family since until",
    f"billing/{PERSON}statement/pdf/": "family since until",
    "calendar/": "by day show since site view",
    "appointments/new/": BOOKING,
    "appointments/new/people/": BOOKING,
    "billing/invoices/": "page state",
    "billing/uncharged/": "page",
    "settings/mail/": "page purpose state",
    "settings/webhooks/deliveries/": "endpoint kind page state",
    "settings/operators/": "page",
    "settings/audit/": TRAIL,
    "settings/audit/export/": TRAIL,
    "settings/audit/reviews/": "page state",
}


def own_views(urlconf: str = "config.urls_clinic") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Addresses of pages of the product's own, with their views."""
    for where, pattern in addresses(import_module(urlconf).urlpatterns):
        rule = rule_for(pattern.callback)
        if rule and rule.is_own and not hasattr(pattern.callback, "cls"):
            yield where, pattern.callback


def declared(urlconf: str = "config.urls_clinic") -> dict[str, str]:
    return {where: " ".join(sorted(view.asked)) for where, view in own_views(urlconf) if hasattr(view, "asked")}
