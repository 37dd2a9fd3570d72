"""The clinic of the permission matrix, whose lines are asked here with other words."""

from tests.access.conftest import asking, calling, place

__all__ = ["asking", "calling", "place"]
