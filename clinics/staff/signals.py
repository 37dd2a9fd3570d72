"""What happens here that apps above may hear of, in the same transaction."""

from django.dispatch import Signal

operators_forbidden = Signal()
"""The clinic no longer lets operators of the platform in; with `by` and `at`."""
