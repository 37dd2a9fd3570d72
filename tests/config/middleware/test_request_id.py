"""Each request has a name, and its answer says which."""

import re

import pytest
from django.http import HttpResponse

from config.middleware.request_id import RequestIdMiddleware


@pytest.fixture
def answer(rf):
    def answer(**meta):
        seen = []
        request = rf.get("/", **meta)
        response = RequestIdMiddleware(lambda r: seen.append(r.request_id) or HttpResponse())(request)
        assert seen == [response.headers["X-Request-Id"]]
        return seen[0]

    return answer


def test_a_name_is_made_for_each_request(answer):
    first, second = answer(), answer()
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first != second


def test_a_well_formed_name_is_kept(answer):
    assert answer(HTTP_X_REQUEST_ID="Root-1-67891233-abcdef") == "Root-1-67891233-abcdef"


@pytest.mark.parametrize("given", ["short", "a" * 65, "with space in it", "Maria López", "line\nbreak12", "-abcdefgh"])
def test_anything_else_is_replaced(answer, given):
    assert answer(HTTP_X_REQUEST_ID=given) != given
