"""Registries: what a lower app must know of upper ones, filled in by them at start-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """What a registry holds: things with a unique name and a place in the order."""

    @property
    def name(self) -> str: ...

    @property
    def order(self) -> int: ...


Item = TypeVar("Item", bound=Named)


class Registry(Generic[Item]):
    """Items by unique name, iterated by their order and then by name."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._items: dict[str, Item] = {}

    def register(self, item: Item) -> Item:
        """Add an item; a different one of the same name is a programming error (ValueError)."""
        if self._items.get(item.name, item) != item:
            raise ValueError(f"{self.title} already has an item named {item.name!r}")
        self._items[item.name] = item
        return item

    def get(self, name: str) -> Item:
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self._items.values(), key=lambda item: (item.order, item.name)))
