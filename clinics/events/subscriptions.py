"""Who reacts to what happened: tasks that are rung when a domain event of their kinds is written.

Apps register theirs in `AppConfig.ready()`. A task is a doorbell: it finds the events it has not answered yet, so
that a lost message costs a delay and no event.
"""

from __future__ import annotations

from dataclasses import dataclass

from clinics.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """`name` is the task to ring, `kinds` the kinds of domain events that concern it; none named means all."""

    name: str
    kinds: frozenset[str] = frozenset()
    order: int = 100

    def concerns(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


subscriptions: Registry[Subscription] = Registry("Subscriptions to domain events")
