"""Streets, cities and telephone numbers that harm nobody."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import NamedTuple

import phonenumbers


class City(NamedTuple):
    """`postal` is the beginning of its postal codes; each # becomes a digit."""

    name: str
    state: str
    postal: str


def _cities(text: str) -> tuple[City, ...]:
    return tuple(City(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


CITIES = {
    "US": _cities("""
        Boston | Massachusetts | 021##
        Springfield | Massachusetts | 011##
        New York | New York | 100##
        Buffalo | New York | 142##
        Newark | New Jersey | 071##
        Philadelphia | Pennsylvania | 191##
        Baltimore | Maryland | 212##
        Atlanta | Georgia | 303##
        Miami | Florida | 331##
        Cleveland | Ohio | 441##
        Chicago | Illinois | 606##
        Houston | Texas | 770##
        Denver | Colorado | 802##
        Phoenix | Arizona | 850##
        Seattle | Washington | 981##
        Portland | Oregon | 972##
        Sacramento | California | 958##
    """),
    "GB": _cities("""
        London | | SW1# 1AA
        Bristol | | BS# 4QA
        Leeds | | LS# 2AB
        Manchester | | M# 5XX
        Sheffield | | S# 3LW
        Cardiff | | CF1# 1AA
        Edinburgh | | EH# 2NG
        Belfast | | BT# 6AA
    """),
    "IE": _cities("Dublin | Dublin | D0# X2Y3\nCork | Cork | T1# X2Y3\nGalway | Galway | H91 X#Y3"),
    "DE": _cities("""
        Berlin | Berlin | 10###
        Hamburg | Hamburg | 20###
        München | Bayern | 80###
        Köln | Nordrhein-Westfalen | 50###
        Leipzig | Sachsen | 04###
        Dresden | Sachsen | 01###
        Frankfurt am Main | Hessen | 60###
        Bremen | Bremen | 28###
    """),
    "FR": _cities("""
        Paris | Île-de-France | 750##
        Lyon | Auvergne-Rhône-Alpes | 690##
        Marseille | Provence-Alpes-Côte d'Azur | 130##
        Bourg-en-Bresse | Auvergne-Rhône-Alpes | 010##
        Nantes | Pays de la Loire | 440##
        Lille | Hauts-de-France | 590##
    """),
    "ES": _cities("""
        Madrid | Madrid | 280##
        Barcelona | Cataluña | 080##
        Valencia | Comunidad Valenciana | 460##
        Sevilla | Andalucía | 410##
        Zaragoza | Aragón | 500##
        Vitoria-Gasteiz | País Vasco | 010##
    """),
    "NL": _cities("Amsterdam | Noord-Holland | 10## AB\nUtrecht | Utrecht | 35## CD\nGroningen | Groningen | 97## EF"),
    "CH": _cities("Zürich | Zürich | 80##\nBern | Bern | 30##\nGenève | Genève | 12##\nBasel | Basel-Stadt | 40##"),
    "AT": _cities("Wien | Wien | 10##\nGraz | Steiermark | 80##\nLinz | Oberösterreich | 40##"),
    "CA": _cities("Toronto | Ontario | M5# 2A2\nMontréal | Québec | H2# 1B1\nVancouver | British Columbia | V6# 3C3"),
    "AU": _cities("Sydney | New South Wales | 20##\nMelbourne | Victoria | 30##\nDarwin | Northern Territory | 08##"),
    "NZ": _cities("Auckland | Auckland | 10##\nWellington | Wellington | 60##\nWhangārei | Northland | 01##"),
    "ZA": _cities("Cape Town | Western Cape | 80##\nPretoria | Gauteng | 00##\nDurban | KwaZulu-Natal | 40##"),
    "IN": _cities("Mumbai | Maharashtra | 4000##\nBengaluru | Karnataka | 5600##\nChennai | Tamil Nadu | 6000##"),
    "MX": _cities(
        "Ciudad de México | Ciudad de México | 06###\nGuadalajara | Jalisco | 44###\nPuebla | Puebla | 72###"
    ),
    "BR": _cities("São Paulo | SP | 010##-000\nRio de Janeiro | RJ | 200##-000\nSalvador | BA | 400##-000"),
    "AE": _cities("Dubai | Dubai |\nAbu Dhabi | Abu Dhabi |"),
    "KE": _cities("Nairobi | Nairobi | 001##\nMombasa | Mombasa | 801##\nKisumu | Kisumu | 401##"),
}
NOWHERE = (City("", "", ""),)
STREETS = {
    "en": ("{n} {tree} Street", "{n} {tree} Avenue", "{n} {tree} Road", "{n} {tree} Lane", "{n} {tree} Close"),
    "de": ("{tree}straße {n}", "{tree}weg {n}", "{tree}allee {n}", "{tree}gasse {n}"),
    "fr": ("{n} rue des {tree}", "{n} avenue des {tree}", "{n} allée des {tree}"),
    "es": ("Calle {tree} {n}", "Avenida {tree} {n}", "Plaza {tree} {n}"),
    "pt": ("Rua {tree}, {n}", "Avenida {tree}, {n}"),
    "nl": ("{tree}straat {n}", "{tree}laan {n}", "{tree}weg {n}"),
}
TREES = {
    "en": (
        "Alder Ash Aspen Beech Birch Cedar Cherry Chestnut Cypress Elm Hawthorn Hazel Hickory Holly Juniper "
        "Larch Laurel Linden Maple Oak Olive Pine Poplar Rowan Spruce Sycamore Walnut Willow Yew"
    ),
    "de": (
        "Ahorn Birken Buchen Eichen Erlen Eschen Fichten Flieder Ginster Hasel Holunder Kastanien Kiefern "
        "Kirsch Lärchen Linden Pappel Rosen Tannen Ulmen Weiden"
    ),
    "fr": (
        "Acacias Aulnes Bouleaux Cerisiers Charmes Châtaigniers Chênes Érables Frênes Hêtres Lilas "
        "Marronniers Mélèzes Noyers Ormes Peupliers Pins Platanes Saules Tilleuls"
    ),
    "es": (
        "Abedul Acacia Álamo Almendro Castaño Cedro Cerezo Ciprés Encina Fresno Haya Laurel Limonero Naranjo "
        "Nogal Olivo Olmo Pino Roble Sauce Tilo"
    ),
    "pt": (
        "Acácias Amendoeiras Carvalhos Cedros Cerejeiras Figueiras Ipês Jacarandás Laranjeiras Mangueiras "
        "Oliveiras Palmeiras Pinheiros Salgueiros"
    ),
    "nl": ("Acacia Beuken Berken Eiken Elzen Essen Esdoorn Iepen Kastanje Kersen Linden Meidoorn Populieren Wilgen"),
}
# Numbers kept for fiction by the regulators; each # becomes a digit.
FICTIONAL = {
    "US": ("+1###55501##",),
    "CA": ("+1###55501##",),
    "GB": ("+447700900###", "+442079460###", "+441134960###", "+441174960###", "+441214960###", "+441614960###"),
    "IE": ("+35320910####", "+35320911####"),
    "DE": ("+493023125###", "+494066969###", "+498999998###", "+4922147110##", "+4917139200##", "+4917604069###"),
    "FR": ("+3319900####", "+3326191####", "+3335301####", "+3346571####", "+3353649####", "+3363998####"),
    "AU": ("+61255500###", "+61355500###", "+61755500###", "+61855500###"),
}


def address_line(draw: random.Random, language: str) -> str:
    """A street that may be anywhere, with its number."""
    spoken = language if language in STREETS else "en"
    tree = draw.choice(TREES[spoken].split())
    return draw.choice(STREETS[spoken]).format(n=draw.randint(1, 399), tree=tree)


def city_of(draw: random.Random, country: str) -> City:
    """A city of the country with a postal code that begins as its do."""
    city = draw.choice(CITIES.get(country, NOWHERE))
    return City(city.name, city.state, _filled(draw, city.postal))


def phone_of(draw: random.Random, country: str) -> str:
    """An E.164 number that rings nowhere: kept for fiction, or never given out by its country."""
    pattern = draw.choice(FICTIONAL.get(country) or (_never_given_out(country),))
    if country in {"US", "CA"}:  # an area code, of which there are many more than cities here
        pattern = pattern.replace("###", f"{draw.randint(2, 9)}{draw.randint(0, 8)}#", 1)
    return _filled(draw, pattern)


@lru_cache(maxsize=300)
def _never_given_out(country: str) -> str:
    """A pattern of possible numbers none of which is valid, by libphonenumber's plan of the country."""
    code = phonenumbers.country_code_for_region(country)
    for length in (9, 10, 8, 11, 7):
        for start in ("555", "111", "999", "199", "888", "444", "222", "333", "777", "666"):
            begin = f"+{code}{start}" + "0" * (length - 7)
            numbers = [phonenumbers.parse(f"{begin}{tail:04}", None) for tail in range(0, 10_000, 97)]
            if all(phonenumbers.is_possible_number(n) and not phonenumbers.is_valid_number(n) for n in numbers):
                return f"{begin}####"
    return f"+{code}5550####"


def _filled(draw: random.Random, pattern: str) -> str:
    return "".join(str(draw.randrange(10)) if sign == "#" else sign for sign in pattern)
