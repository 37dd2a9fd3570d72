"""The habits of the source, each held by a rule that is also shown to find a planted fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guards import source

ROOT = Path(__file__).resolve().parents[2]
Plant = Callable[[str, str], Path]


def test_files_are_short() -> None:
    lengths = source.file_lengths(ROOT)

    assert {name: lines for name, lines in lengths.items() if lines > source.FILE_LINES} == {}
    assert source.percentile_90(lengths) <= source.FILE_LINES_P90


def test_functions_are_short() -> None:
    lengths = source.function_lengths(ROOT)

    assert {name: lines for name, lines in lengths.items() if lines > source.FUNCTION_LINES} == {}
    assert source.percentile_90(lengths) <= source.FUNCTION_LINES_P90


def test_long_files_and_functions_are_seen(plant: Plant) -> None:
    root = plant("clinics/long.py", "def long():\n    '''Not counted.'''\n" + "    pass\n" * 600)

    assert source.file_lengths(root) == {"clinics/long.py": 602}
    assert source.function_lengths(root) == {"clinics/long.py:1 long": 601}


RULES = [
    (source.misplaced_entries, "notes.txt", "", "notes.txt"),
    (source.lockfiles_with_addresses, "uv.lock", "", "uv.lock"),
    (source.named_places, "deploy/Dockerfile", "\nRUN pip install --index" + "-url https://x y", "deploy/Dockerfile:2"),
    (source.named_places, "deploy/x.lock", "# https://py" + "pi.org/simple", "deploy/x.lock:1"),
    (source.named_places, "config/paths.py", "KEYS = '/ro" + "ot/keys/'", "config/paths.py:1"),
    (source.modules_that_say_nothing, "patients/utils.py", "", "patients/utils.py"),
    (source.modules_that_say_nothing, "patients/helpers/age.py", "", "patients/helpers/age.py"),
    (source.catch_alls_without_reason, "a.py", "try:\n    f()\nexcept Exception:\n    pass\n", "a.py:3"),
    (source.catch_alls_without_reason, "a.py", "try:\n    f()\nexcept:\n    pass\n", "a.py:3"),
    (
        source.catch_alls_without_reason,
        "a.py",
        "try:\n  f()\nexcept (OSError, Exception) as e:  # noqa: BLE001\n  1",
        "a.py:3",
    ),
    (source.silenced_without_reason, "clinics/a.py", "f()  # no" + "sec", "clinics/a.py:1"),
    (source.silenced_without_reason, "clinics/a.py", "f()  # no" + "sec B608 because", "clinics/a.py:1"),
    (source.readers_of_the_environment, "clinics/a.py", "import os\nos.environ['X']", "clinics/a.py:2"),
    (source.readers_of_the_environment, "clinics/a.py", "from os import getenv", "clinics/a.py:1"),
    (source.views_that_query, "patients/views/chart.py", "Patient.objects.filter(x=1)", "patients/views/chart.py:1"),
    (source.actions_that_see_http, "billing/actions.py", "from django.http import Http404", "billing/actions.py:1"),
    (
        source.actions_that_see_http,
        "billing/claims/actions/x.py",
        "import rest_framework",
        "billing/claims/actions/x.py:1",
    ),
    (source.inline_code_in_pages, "templates/a.html", "<b>\n<script>x()</script>", "templates/a.html:2"),
    (source.inline_code_in_pages, "templates/a.html", '<p style="color: red">', "templates/a.html:1"),
    (source.inline_code_in_pages, "templates/a.html", '<p onclick="x()">', "templates/a.html:1"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, *_ in RULES), ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "name", "text", "fault"), RULES)
def test_a_planted_fault_is_found(
    plant: Plant, rule: Callable[[Path], list[str]], name: str, text: str, fault: str
) -> None:
    assert rule(plant(name, text)) == [fault]


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (
            source.catch_alls_without_reason,
            "a.py",
            "try:\n  f()\nexcept Exception:  # one bad row of many\n  1",
        ),
        (
            source.catch_alls_without_reason,
            "a.py",
            "try:\n  f()\nexcept Exception:\n  # one bad row of many\n  1",
        ),
        (source.readers_of_the_environment, "config/env.py", "import os\nos.environ['X']"),
        (source.views_that_query, "patients/views/chart.py", "Patient.objects.visible_to(request.actor)"),
        (source.inline_code_in_pages, "templates/a.html", '<script src="/a.js" defer></script>'),
    ],
)
def test_what_is_allowed_is_not_a_fault(plant: Plant, rule: Callable[[Path], list[str]], name: str, text: str) -> None:
    assert rule(plant(name, text)) == []
