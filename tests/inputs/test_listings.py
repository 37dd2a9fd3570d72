"""No folder tells what is in it: neither those of static files nor any part of an address."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.static import serve
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.conftest import client_at
from tests.guards.test_access import addresses

pytestmark = pytest.mark.django_db
LISTED = re.compile(rb'index of |directory listing|href="[\w.-]+\.(?:css|js|py)"', re.IGNORECASE)
STATIC = Path(__file__).resolve().parents[2] / "config" / "static"
NEVER = (
    "/.git/",
    "/.git/config",
    "/.env",
    "/static/../pyproject.toml",
    "/static/%2e%2e/manage.py",
    "/media/",
    "/.data/",
)


def folders() -> set[str]:
    """Every folder that holds static files, as an address."""
    found = {"/static/"}
    for finder in finders.get_finders():
        for name, _storage in finder.list([]):
            found |= {f"/static/{part}/" for part in map(str, Path(name).parents) if part != "."}
    return found


def parts() -> set[str]:
    """What an address without arguments stands below."""
    found = set()
    for where, pattern in addresses(import_module("config.urls_clinic").urlpatterns):
        if "<" not in where and not re.search(r"[\^$\\]", where) and pattern.callback:
            steps = where.strip("/").split("/")
            found |= {"/" + "/".join(steps[:count]) + "/" for count in range(1, len(steps))}
    return found


def is_listing(answer: Any) -> bool:
    """Whether a page names files one after the other, as servers do that list folders."""
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code == 200 and bool(LISTED.search(text))


def test_folders_of_static_files_are_not_there(alder):
    browser = client_at(alder)

    assert len(folders()) > 10
    assert {where: browser.get(where).status_code for where in (*folders(), *NEVER)} == dict.fromkeys(
        (*folders(), *NEVER), 404
    )


def test_folders_of_collected_files_are_not_there_either(settings):
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = STATIC, False, False
    ask = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))

    assert ask(RequestFactory().get("/static/css/base.css")).status_code == 200
    assert {ask(RequestFactory().get(f"/static/{name}/")).status_code for name in ("", "css", "js", "img")} == {404}


def test_no_part_of_an_address_lists_what_stands_below(alder):
    browser = client_at(alder)

    assert len(parts()) > 20
    assert [where for where in parts() if is_listing(browser.get(where))] == []


def test_a_list_of_a_folder_is_noticed(rf):
    assert is_listing(serve(rf.get("/static/css/"), "css/", document_root=STATIC, show_indexes=True))
    assert not is_listing(HttpResponse("Sign in"))
