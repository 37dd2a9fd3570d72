import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from config.static_storage import StaticStorage

PAGE_BUDGET = 100_000
OURS = ("css/", "js/", "django_htmx/")


class OursCompressed(StaticStorage):
    """Collects everything, and compresses what our pages load: the rest takes most of a minute and is not weighed."""

    def compress_files(self, paths):
        yield from super().compress_files([path for path in paths if path.startswith(OURS)])


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    place = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": f"{__name__}.OursCompressed"}}
    with override_settings(STATIC_ROOT=place, STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False)
    return place


def only(folder, pattern):
    found = [path for path in folder.iterdir() if re.fullmatch(pattern, path.name)]
    assert len(found) == 1
    return found[0]


def test_modules_import_each_other_under_names_that_carry_their_content(collected):
    modules = [path for path in (collected / "js").iterdir() if re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", path.name)]

    imported = [name for module in modules for name in re.findall(r'import.*?"\./(.+?)"', module.read_text())]

    assert imported != []
    assert [name for name in imported if not re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)] == []
    assert [name for name in imported if not (collected / "js" / name).exists()] == []


def test_what_every_page_loads_stays_small(collected):
    htmx = only(collected / "django_htmx", r"htmx-2\.min\.[0-9a-f]{12}\.js")
    events = only(collected / "django_htmx" / "ext", r"hx-sse-2\.min\.[0-9a-f]{12}\.js")
    own = [*(collected / "css").glob("*.*.css"), *(collected / "js").glob("*.*.js")]

    weight = sum(compressed(path).stat().st_size for path in [*own, htmx, events])

    assert weight < PAGE_BUDGET


def compressed(path):
    """What browsers get: brotli, or the file itself where compressing gained nothing."""
    packed = path.with_name(f"{path.name}.br")
    return packed if packed.exists() else path
