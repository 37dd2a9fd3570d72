"""Fee lists and tax rates as their pages show them."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from billing.models import Fee, FeeList, TaxRate


def all_lists() -> QuerySet[FeeList]:
    return FeeList.objects.all()


def all_fees() -> QuerySet[Fee]:
    return Fee.objects.select_related("fee_list")


def lists() -> list[FeeList]:
    """All lists, the latest first, each with its fees by code."""
    return list(FeeList.objects.prefetch_related(Prefetch("fees", Fee.objects.order_by("code"))))


def all_rates() -> QuerySet[TaxRate]:
    return TaxRate.objects.all()


def rates_on(day: date) -> list[TaxRate]:
    """What a fee may be taxed with on this day."""
    return list(TaxRate.objects.valid_on(day))
