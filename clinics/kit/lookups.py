"""Lookups of our own."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, Lookup, UUIDField


@ForeignKey.register_lookup
@UUIDField.register_lookup
class Among(Lookup):
    """`patient_id__among=ids`: as `__in`, with all ids as one array.

    A long list costs one parameter instead of hundreds, and its statement is the same however long it is.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", (*parameters, self.rhs)
