"""Catalogues follow the source: every string found, kept translations, deterministic files."""

import gettext

import pytest
from django.core.management import CommandError, call_command

from config.messages import catalogues, sources
from config.messages.sources import Found

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext

def page(name):
    # Translators: said at the door
    _("Welcome")
    _("Hello %(name)s") % {"name": name}
    ngettext("%(n)d person", "%(n)d people", 3)
    pgettext("month", "May")
    _(name)
    return _(
        "Two literals "
        "in one"
    )
"""

TEMPLATE = """{% load i18n %}
<p title="{% translate "It's “open”" %}">{{ _("In a variable")|upper }}</p>
    {% blocktranslate trimmed count n=rows|length %}
      {{ n }} row
    {% plural %}
      {{ n }} rows
    {% endblocktranslate %}
  don't (be { confused
{% translate "May" context "permission" %}
{% include "x.html" with label=_("Passed on") %}
"""

SCRIPT = """const words = { saved: gettext("Saved"), n: ngettext("one", "many", n) };"""


@pytest.fixture
def tree(tmp_path):
    for name, text in (
        ("clinics/views.py", PYTHON),
        ("templates/page.html", TEMPLATE),
        ("config/static/page.js", SCRIPT),
        ("clinics/migrations/0001.py", '_("Not this")'),
        ("elsewhere/views.py", '_("Nor this")'),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def own_tree(tree, settings):
    settings.BASE_DIR = tree
    settings.LOCALE_PATHS = [tree / "config" / "locale"]
    return tree


def test_every_string_is_found_in_python_templates_and_scripts(tree):
    assert {(each.path, each.text, each.context) for each in sources.find(tree)} == {
        ("config/static/page.js", "Saved", None),
        ("config/static/page.js", ("one", "many"), None),
        ("clinics/views.py", "Welcome", None),
        ("clinics/views.py", "Hello %(name)s", None),
        ("clinics/views.py", ("%(n)d person", "%(n)d people"), None),
        ("clinics/views.py", "May", "month"),
        ("clinics/views.py", "Two literals in one", None),
        ("templates/page.html", "It's “open”", None),
        ("templates/page.html", "In a variable", None),
        ("templates/page.html", ("%(n)s row", "%(n)s rows"), None),
        ("templates/page.html", "May", "permission"),
        ("templates/page.html", "Passed on", None),
    }


def test_a_comment_for_translators_goes_along(tree):
    found = next(each for each in sources.find(tree) if each.text == "Welcome")
    assert found.comments == ("Translators: said at the door",)


def test_extracting_twice_writes_the_same_file_and_keeps_translations(own_tree):
    folder = own_tree / "config" / "locale"
    call_command("messages", "--extract", verbosity=0)
    path = catalogues.path_of(folder, "es")
    path.write_text(
        path.read_text().replace('msgid "Welcome"\nmsgstr ""', 'msgid "Welcome"\nmsgstr "Le damos la bienvenida"')
    )
    call_command("messages", "--extract", verbosity=0)
    first = path.read_text()
    call_command("messages", "--extract", verbosity=0)

    assert path.read_text() == first
    assert catalogues.load(folder, "es").get("Welcome").string == "Le damos la bienvenida"
    assert "POT-Creation-Date" not in first


def test_what_nobody_says_any_more_leaves_the_catalogue(own_tree):
    call_command("messages", "--extract", verbosity=0)
    (own_tree / "config" / "static" / "page.js").write_text("")
    call_command("messages", "--extract", verbosity=0)
    assert catalogues.load(own_tree / "config" / "locale", "es").get("Saved") is None


def test_the_check_names_what_is_missing(own_tree):
    with pytest.raises(CommandError, match="es: not in step"):
        call_command("messages", "--check")
    call_command("messages", "--extract", verbosity=0)
    with pytest.raises(CommandError, match="es: not translated: 'Welcome'") as refused:
        call_command("messages", "--check")
    assert "en:" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "translation", "is_wrong"),
    [
        ("Hello %(name)s", "Hola %(nombre)s", True),
        ("Hello %(name)s", "Hola %(name)s", False),
        ("Hello {name}", "Hola {nombre}", True),
        ("Hello {name}", "{name}, hola", False),
        (("%(n)d day", "%(n)d days"), ("%(n)d día", "%(m)d días"), True),
        (("%(n)d day", "%(n)d days"), ("Un día", "%(n)d días"), False),
    ],
)
def test_placeholders_must_be_those_of_the_source(tmp_path, text, translation, is_wrong):
    found = [Found(text, None, "clinics/views.py", ())]
    catalogue = catalogues.merge(found, catalogues.load(tmp_path, "es"))
    catalogue.get(text if isinstance(text, str) else text[0]).string = translation
    catalogues.write(tmp_path, "es", catalogue)
    assert bool(list(catalogues.complaints(tmp_path, "es", found))) == is_wrong


def test_a_compiled_catalogue_is_what_django_reads(own_tree, tmp_path):
    folder = own_tree / "config" / "locale"
    call_command("messages", "--extract", verbosity=0)
    path = catalogues.path_of(folder, "es")
    path.write_text(path.read_text().replace('msgid "Saved"\nmsgstr ""', 'msgid "Saved"\nmsgstr "Guardado"'))
    call_command("messages", "--compile", verbosity=0)

    spanish = gettext.translation("django", folder, ["es"])
    assert spanish.gettext("Saved") == "Guardado"
    assert spanish.gettext("Welcome") == "Welcome"
