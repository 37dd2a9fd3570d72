"""Every address names the permission it needs, or its reason to be public, or is closed."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.urls import URLPattern, URLResolver

from config.access import rule_for


def addresses(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, where)
        else:
            yield where, pattern


@pytest.mark.parametrize("host", ["config.urls_clinic", "config.urls_platform"])
def test_every_address_says_who_may_enter(host):
    silent = [
        f"{where} ({pattern.callback.__module__})"
        for where, pattern in addresses(import_module(host).urlpatterns)
        if not (rule := rule_for(pattern.callback))
        or not (rule.permissions or rule.is_closed or len(rule.public_reason.split()) >= 3)
    ]

    assert silent == []
