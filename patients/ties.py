"""What ties patients to those who work here: filled by apps that know of more than the care team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from clinics.kit.registry import Registry
from clinics.kit.sight import Reach


class FindTied(Protocol):
    """Ids of the patients tied to this member of staff: a subquery of one column."""

    def __call__(self, user_id: str, /) -> QuerySet[Any, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A tie that counts for `reach` and everything wider."""

    name: str
    reach: Reach
    find: FindTied
    order: int = 100


ties: Registry[Tie] = Registry("ties to patients")
