"""Every cookie belongs to one host and goes over TLS, by its very name."""

import re
from pathlib import Path

import pytest

from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
ACCOUNT = {"name": "Bill B.", "title": "", "language": "en", "theme": "dark"}
BRAND = {"name": "Alder Clinic", "accent": "#0a6b5e", "support_contact": ""}
OWN = re.compile(r"\.set_cookie\(|\.delete_cookie\(|set_signed_cookie\(|document\.cookie")
READERS = {"clinics/kit/cookies.py", "config/static/js/theme.js"}


def setters(root: Path = ROOT) -> set[str]:
    """Files that set cookies themselves."""
    found = [
        path
        for part in ("clinics", "config", "patients", "appointments", "billing")
        for path in (root / part).rglob("*")
    ]
    sources = [path for path in found if path.suffix in (".py", ".js")]
    return {str(path.relative_to(root)) for path in sources if OWN.search(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("address", "sends", "name"),
    [("/settings/account/", ACCOUNT, "theme"), ("/settings/branding/", BRAND, "look_again")],
)
def test_over_tls_a_cookie_says_that_it_belongs_to_this_host(alder, visit, address, sends, name):
    answer = visit(alder, Role.OWNER).post(address, sends, secure=True)

    assert name not in answer.cookies
    kept = answer.cookies[f"__Host-{name}"]
    assert (kept["secure"], kept["path"], kept["domain"], kept["samesite"]) == (True, "/", "", "Lax")


def test_it_is_read_by_the_same_name_and_a_plain_one_of_another_host_is_not(alder, visit):
    client = visit(alder, Role.OWNER)
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' not in client.get("/", secure=True).content.decode().partition("<body")[0]

    client.cookies["__Host-theme"] = "dark"

    assert 'data-theme="dark"' in client.get("/", secure=True).content.decode().partition("<body")[0]


def test_cookies_are_set_in_two_places_only():
    assert setters() == READERS


def test_another_place_is_found_out(tmp_path):
    (tmp_path / "billing").mkdir()
    (tmp_path / "billing" / "views.py").write_text('answer.set_cookie("last", "1")')

    assert setters(tmp_path) == {"billing/views.py"}
