"""Fee lists as their page shows them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from billing.models import Fee, FeeList


def all_lists() -> QuerySet[FeeList]:
    return FeeList.objects.all()


def all_fees() -> QuerySet[Fee]:
    return Fee.objects.select_related("fee_list")


def lists() -> list[FeeList]:
    """All lists, the latest first, each with its fees by code."""
    return list(FeeList.objects.prefetch_related(Prefetch("fees", Fee.objects.order_by("code"))))
