"""Telling other programs what happened, signed by the Standard Webhooks scheme, with a log of every try."""
