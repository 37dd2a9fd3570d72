"""The words and letters for gender and marital status, in the languages of the exports we know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from patients.imports.codes import Scheme, Vocabulary, words

SPANISH = frozenset(
    {
        "ES",
        "MX",
        "AR",
        "CO",
        "CL",
        "PE",
        "VE",
        "EC",
        "GT",
        "CU",
        "BO",
        "DO",
        "HN",
        "PY",
        "SV",
        "NI",
        "CR",
        "PA",
        "UY",
        "PR",
    }
)
GERMAN = frozenset({"DE", "AT", "CH", "LI", "LU"})

# FHIR's administrative genders. "Unknown" is what an export says, never what it leaves empty.
GENDER = Vocabulary(
    words(
        {
            "male": (
                "male; man; boy; masculine; masc; mannlich; mann; herr; hombre; masculino; varon; homme; masculin; "
                "maschio; uomo; mannelijk; mand; homem; mies; mezczyzna; muz; ferfi; erkek"
            ),
            "female": (
                "female; woman; girl; feminine; fem; weiblich; frau; mujer; femenino; hembra; femme; feminin; femmina; "
                "donna; vrouw; vrouwelijk; kvinde; kvinna; kvinne; mulher; feminino; nainen; kobieta; zena; kadin"
            ),
            "other": (
                "other; divers; diverse; otro; otra; autre; anders; non binary; nonbinary; nb; intersex; x; altro; "
                "outro; indeterminate; third gender; no binario"
            ),
            "unknown": (
                "unknown; unk; u; not known; unbekannt; desconocido; desconocida; inconnu; sconosciuto; onbekend; "
                "undisclosed; desconhecido; asku"
            ),
        }
    ),
    (
        Scheme("mf", _("M male, F female"), {"m": "male", "f": "female", "o": "other", "d": "other"}),
        Scheme("mw", _("M male, W female, D other"), {"m": "male", "w": "female", "d": "other", "o": "other"}),
        Scheme("mv", _("M male, V female"), {"m": "male", "v": "female", "o": "other"}),
        Scheme("mk", _("M male, K female"), {"m": "male", "k": "female", "o": "other"}),
        Scheme("hf", _("H male, F female"), {"h": "male", "f": "female"}),
        Scheme("hm", _("H male, M female"), {"h": "male", "m": "female", "o": "other"}, SPANISH),
        Scheme(
            "iso5218",
            _("1 male, 2 female, 0 and 9 unknown"),
            {"1": "male", "2": "female", "0": "unknown", "9": "unknown"},
        ),
        Scheme("digits-reversed", _("1 female, 2 male"), {"1": "female", "2": "male"}),
        Scheme("one-is-male", _("1 male, 0 female"), {"1": "male", "0": "female"}),
        Scheme("one-is-female", _("1 female, 0 male"), {"1": "female", "0": "male"}),
    ),
)

# HL7 v3 MaritalStatus and UNK of NullFlavor, as FHIR uses them.
MARITAL = Vocabulary(
    words(
        {
            "A": "annulled; annule; anulado",
            "D": "divorced; divorciado; divorciada; geschieden; gesch; divorce; divorcee; divorziato; gescheiden",
            "I": "interlocutory",
            "L": "legally separated; separated; separado; separada; getrennt; getrennt lebend; separe; separato",
            "M": (
                "married; mar; casado; casada; casado a; verheiratet; verh; marie; mariee; sposato; coniugato; gehuwd; "
                "getrouwd"
            ),
            "C": (
                "common law; cohabiting; living together; concubinage; union libre; union de hecho; konkubinat; "
                "lebensgemeinschaft; samenwonend"
            ),
            "P": "polygamous",
            "T": (
                "domestic partner; partner; partnered; civil partner; civil partnership; registered partnership; "
                "pareja de hecho; lebenspartnerschaft; eingetragene lebenspartnerschaft; pacs; pacse; pacsee"
            ),
            "U": "unmarried",
            "S": (
                "never married; single; bachelor; soltero; soltera; soltero a; ledig; led; celibataire; nubile; "
                "celibe; ongehuwd; alleenstaand; solteiro; solteira"
            ),
            "W": (
                "widowed; widow; widower; viudo; viuda; viudo a; viuvo; verwitwet; verw; veuf; veuve; vedovo; vedova; "
                "weduwe"
            ),
            "UNK": "unknown; unk; not known; unbekannt; desconocido; inconnu; onbekend",
        }
    ),
    (
        Scheme(
            "hl7",
            _("HL7 codes (M married, S single, D divorced, W widowed)"),
            {letter.lower(): letter for letter in "ADILMCPTUSW"},
        ),
        Scheme(
            "es",
            _("C married, S single, D divorced, V widowed"),
            {"c": "M", "s": "S", "d": "D", "v": "W", "u": "C"},
            SPANISH,
        ),
        Scheme(
            "de",
            _("V married, L single, G divorced, W widowed"),
            {"v": "M", "l": "S", "g": "D", "w": "W"},
            GERMAN,
        ),
    ),
)
