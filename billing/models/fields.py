"""How amounts are kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models


def money(label: Any, **options: Any) -> models.DecimalField[Any, Decimal]:
    """Money at up to three digits after the point, the most that ISO 4217 has in use."""
    return models.DecimalField(label, max_digits=14, decimal_places=3, **options)


def percentage(label: Any, **options: Any) -> models.DecimalField[Any, Decimal]:
    return models.DecimalField(label, max_digits=6, decimal_places=3, **options)
