"""What columns are called in the systems that clinics come from, in English, Spanish, German, French and some more."""

from __future__ import annotations

import re
from functools import lru_cache

import jellyfish

from clinics.kit.folding import fold
from patients.imports.fields import Target

# Folded, words parted by blanks; accents and the words of SUBJECTS are left out before looking here.
WORDS: dict[str, str] = {
    "external_id": (
        "external id; ext id; id; uid; uuid; guid; key; source id; legacy id; old id; system id; identifier; no; "
        "number; nr; num; numero; nummer; identificador; identifiant; identifikation; kennung; codigo; code; clave; "
        "interne id; id interno"
    ),
    "record_number": (
        "mrn; record number; record no; record nr; medical record number; medical record no; medical record; chart "
        "number; chart no; chart; chart id; file number; file no; folder number; hospital number; hospital no; numero "
        "de historia; numero de historia clinica; historia clinica; nhc; no historia; expediente; numero de "
        "expediente; prontuario; aktennummer; patientennummer; patientennr; patientnummer; akte; "
        "karteinummer; kartei nr; patnr; fallnummer; numero de dossier; no "
        "dossier; dossier; ipp; dossiernummer; health record number; cartella"
    ),
    "given": (
        "given; given name; given names; first; first name; firstname; first names; fname; f name; forename; "
        "forenames; christian name; nombres; nombre de pila; primer nombre; vorname; vornamen; rufname; prenom; "
        "prenoms; voornaam; fornavn; fornamn; etunimi; imie; jmeno; keresztnev; nome proprio; primeiro nome; name "
        "given; name first"
    ),
    "middle": (
        "middle; middle name; middle names; middlename; mname; middle initial; mi; m i; second name; segundo nombre; "
        "zweiter vorname; weitere vornamen; deuxieme prenom; second prenom; tweede voornaam; nome do meio"
    ),
    "family": (
        "family; family name; last; last name; lastname; lname; l name; surname; sur name; apellido; apellidos; "
        "primer apellido; nachname; familienname; zuname; nom de famille; nom usuel; nom d usage; cognome; sobrenome; "
        "apelido; achternaam; efternavn; efternamn; sukunimi; nazwisko; prijmeni; vezeteknev; name family; name last"
    ),
    "full_name": (
        "patient; full name; fullname; complete name; name full; display name; nombre completo; nombre y apellidos; "
        "apellidos y nombre; vollstandiger name; vor und nachname; nom complet; nom et prenom; nom prenom; nome "
        "completo; volledige naam; last first; last name first name"
    ),
    "prefix": (
        "prefix; title; salutation; honorific; name prefix; titulo; tratamiento; anrede; titel; civilite; titre; "
        "aanhef; titolo"
    ),
    "suffix": "suffix; name suffix; generation; sufijo; namenszusatz; suffixe",
    "preferred": (
        "preferred; preferred name; known as; goes by; nickname; nick name; alias; also known as; aka; apodo; nombre "
        "preferido; rufname spitzname; spitzname; surnom; prenom usuel; roepnaam; nome social; call name"
    ),
    "birth_date": (
        "birth date; birthdate; date of birth; dateofbirth; dob; d o b; birthday; birth day; born; born on; bdate; "
        "fecha de nacimiento; fecha nacimiento; fecha nac; f nacimiento; fnac; nacimiento; geburtsdatum; geburtstag; "
        "geb datum; gebdatum; geb; geboren; geboren am; date de naissance; naissance; ddn; ne le; nee le; date "
        "naissance; data di nascita; data nascita; data de nascimento; data nascimento; nascimento; geboortedatum; "
        "fodselsdato; fodelsedatum; syntymaaika; data urodzenia; datum narozeni; szuletesi datum"
    ),
    "deceased": (
        "deceased; dead; death; date of death; death date; deceased date; deathdate; dod; deceased on; died; is "
        "deceased; fallecido; fallecida; fecha de fallecimiento; fecha de defuncion; defuncion; exitus; verstorben; "
        "verstorben am; sterbedatum; todesdatum; decede; date de deces; deces; decesso; data di morte; falecido; "
        "obito; data de obito; overleden; overlijdensdatum"
    ),
    "gender": (
        "gender; sex; administrative gender; birth sex; sex at birth; legal sex; sexo; genero; geschlecht; sexe; "
        "genre; sesso; geslacht; kon; kjonn; sukupuoli; plec; pohlavi; nem"
    ),
    "phone": (
        "phone; telephone; tel; phone number; phone no; phone 1; phone1; phone 2; phone2; contact number; contact no; "
        "telephone number; tel no; tel nr; primary phone; main phone; telecom; telefono; telefono 1; telefono 2; "
        "numero de telefono; telefon; telefonnummer; rufnummer; telephone 1; telefone; telefoon; telefoonnummer; "
        "puhelin; phone primary; best phone; telefono de contacto; numero de telephone"
    ),
    "phone_home": (
        "home phone; phone home; home telephone; tel home; home; landline; phone h; hphone; homephone; telefono casa; "
        "telefono fijo; fijo; telefono particular; telefon privat; festnetz; privat; domicile; tel domicile; "
        "telephone fixe; fixe; telefono fisso; telefone residencial; thuis"
    ),
    "phone_mobile": (
        "mobile; mobile phone; phone mobile; cell; cell phone; cellphone; cellular; phone cell; mobile no; mobile "
        "number; mobilephone; text number; movil; telefono movil; celular; telefono celular; handy; handynummer; "
        "mobil; mobiltelefon; mobilnummer; natel; portable; tel portable; telephone portable; gsm; cellulare; "
        "telemovel; mobiel; matkapuhelin"
    ),
    "phone_work": (
        "work phone; phone work; business phone; office phone; work; daytime phone; day phone; phone w; wphone; "
        "workphone; telefono trabajo; telefono del trabajo; telefon geschaftlich; geschaftlich; telefon dienst; "
        "dienstlich; tel travail; telephone travail; telefone comercial; werk; telefono oficina"
    ),
    "email": (
        "email; e mail; mail; email address; e mail address; mail address; emailaddress; primary email; correo; "
        "correo electronico; email 1; e mail adresse; emailadresse; mailadresse; courriel; adresse mail; adresse "
        "email; adresse e mail; adresse electronique; posta elettronica; e mailadres; sahkoposti; contact email"
    ),
    "address": (
        "address; street; street address; address line; address 1; address1; address line 1; addressline1; addr; "
        "addr1; addr 1; address 2; address2; address line 2; addressline2; addr2; addr 2; address 3; address line 3; "
        "apt; apartment; unit; suite; home address; mailing address; residential address; direccion; domicilio; "
        "calle; direccion 1; direccion 2; piso; strasse; str; strasse und hausnummer; strasse hausnummer; strasse nr; "
        "anschrift; adresse; adresszusatz; adresse 1; adresse 2; rue; voie; complement d adresse; indirizzo; via; "
        "endereco; rua; logradouro; complemento; straat; adres; gateadresse; adress; katuosoite; ulica"
    ),
    "house_number": (
        "house number; house no; street number; hausnummer; haus nr; hausnr; numero exterior; numero de casa; numero "
        "civico; huisnummer; numero de rue"
    ),
    "city": (
        "city; town; suburb; city town; locality; post town; municipality; ciudad; localidad; poblacion; municipio; "
        "ort; stadt; wohnort; gemeinde; ville; commune; localite; citta; comune; cidade; plaats; woonplaats; by; "
        "poststed; miasto; mesto; village"
    ),
    "state": (
        "state; province; region; county; state province; province state; state code; prov; provincia; estado; "
        "comunidad autonoma; departamento; entidad federativa; bundesland; kanton; canton; departement; provincie; "
        "uf; regione; emirate; territory"
    ),
    "postal_code": (
        "postal code; postalcode; postcode; post code; zip; zip code; zipcode; zip postal code; pin code; pincode; "
        "eircode; codigo postal; cp; c p; plz; postleitzahl; code postal; cap; cep; postnummer; postinumero; kod "
        "pocztowy; psc; iranyitoszam; zip 4"
    ),
    "country": (
        "country; country code; nation; country of residence; pais; land; staat; pays; paese; nazione; kraj; "
        "laenderkennzeichen; lkz; wohnland"
    ),
    "language": (
        "language; preferred language; primary language; spoken language; lang; mother tongue; idioma; lengua; lengua "
        "preferida; idioma preferido; sprache; muttersprache; korrespondenzsprache; langue; langue parlee; langue "
        "maternelle; lingua; idioma materno; taal; language code"
    ),
    "marital_status": (
        "marital status; maritalstatus; marital; civil status; relationship status; estado civil; familienstand; "
        "zivilstand; personenstand; etat civil; situation familiale; situation de famille; stato civile; burgerlijke "
        "staat; sivilstand"
    ),
    "identifier:us-ssn": "ssn; social security number; social security no; social security; soc sec; ss no; ssn no",
    "identifier:us-mbi": "mbi; medicare number; medicare id; medicare beneficiary identifier",
    "identifier:gb-nhs": "nhs number; nhs no; nhs; nhs num",
    "identifier:ie-ppsn": "ppsn; pps number; pps no",
    "identifier:de-kvnr": "kvnr; krankenversichertennummer; versichertennummer; kv nummer; egk nummer; egk",
    "identifier:fr-nir": "nir; numero de securite sociale; securite sociale; no securite sociale; nss; insee",
    "identifier:es-dni": "dni; nif; nie; dni nie; nif nie; documento nacional de identidad",
    "identifier:nl-bsn": "bsn; burgerservicenummer; sofinummer",
    "identifier:ch-ahv": "ahv; ahv nummer; ahv nr; avs; no avs; numero avs; ahvn13",
    "identifier:at-svnr": "svnr; sv nummer; sozialversicherungsnummer; sv nr",
    "identifier:ca-health": "health card; health card number; hcn; phn; personal health number; ohip; ramq; nam",
    "identifier:au-medicare": "medicare card; medicare card number; medicare no",
    "identifier:nz-nhi": "nhi; nhi number; nhi no",
    "identifier:za-id": "sa id; sa id number; rsa id; south african id",
    "identifier:in-abha": "abha; abha number; abha id",
    "identifier:in-aadhaar": "aadhaar; aadhar; aadhaar number; aadhaar no; uidai",
    "identifier:mx-curp": "curp",
    "identifier:br-cpf": "cpf",
    "identifier:br-cns": "cns; cartao sus; cartao nacional de saude",
    "identifier:ae-eid": "emirates id; eid; emirates id number",
    "identifier:ke-id": "kenyan id; huduma number",
    "identifier:drivers-license": (
        "drivers license; drivers licence; driver license; driver licence; driver s license; driver s licence; "
        "driving licence; driving license; dl; dl number; license number; licence number; licencia de conducir; "
        "carnet de conducir; fuhrerschein; fuhrerscheinnummer; permis de conduire; rijbewijs"
    ),
    "identifier:passport": (
        "passport; passport number; passport no; pasaporte; reisepass; passnummer; passeport; numero de pasaporte; "
        "passaporto; paspoort; pass nr; reisepassnummer"
    ),
    "identifier:insurance-member": (
        "insurance id; insurance number; insurance no; member id; member number; policy number; policy no; subscriber "
        "id; insurance member id; insurance policy number; versicherungsnummer; numero de poliza; poliza; numero de "
        "seguro; numero de afiliado; mutuelle no; polisnummer; medical aid number"
    ),
    "identifier:national-id": (
        "national id; national id number; national identity number; id number; id card; id card number; identity "
        "number; documento; documento de identidad; cedula; personalausweis; ausweisnummer; carte d identite; "
        "government id; personnummer; pesel; rodne cislo; codice fiscale; cpr"
    ),
}
# Means the full name where it stands alone, else the part that no other column gives.
NAMES = frozenset("name nom naam navn namn nombre nome nimi".split())  # noqa: SIM905
SUBJECTS = frozenset(
    [
        "s",
        "patient",
        "patients",
        "pat",
        "pt",
        "client",
        "clients",
        "person",
        "people",
        "member",
        "paciente",
        "patienten",
        "patientin",
        "du",
        "de",
        "la",
        "le",
        "del",
        "der",
        "des",
        "patientes",
        "klient",
        "kunde",
        "customer",
        "demographic",
        "demographics",
    ]
)
ELSEWHERE = (
    "note; notes; comment; comments; remark; remarks; memo; notas; observaciones; bemerkung; bemerkungen; notiz; "
    "remarque; remarques; opmerking; opmerkingen; allergies; allergy; medication; medications; diagnosis; problems; "
    "balance; saldo; solde; amount due; last visit; last seen; last appointment; next appointment; next visit; "
    "appointment; created; created at; created on; updated; updated at; modified; last modified; age; edad; alter; "
    "doctor; provider; physician; primary care provider; pcp; medico; arzt; hausarzt; medecin; medecin traitant; "
    "photo; picture; race; ethnicity; birth place; birthplace; place of birth; lugar de nacimiento; geburtsort; lieu "
    "de naissance; employer; occupation; beruf; profession; insurance; insurance company; insurance plan; payer; "
    "krankenkasse; aseguradora; mutuelle; status; active; religion; nationality; nacionalidad; nationalitat; "
    "nationalite; maiden name; mothers maiden name; mother s maiden name; geburtsname; nom de naissance; website; "
    "fax; fax number"
)


@lru_cache(maxsize=1024)
def heading_words(heading: str) -> str:
    """A heading brought to the form of WORDS: "patientFirst_Name" is "first name"."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("ß", "ss"))
    words = re.findall(r"[^\W_]+", fold(text))
    return " ".join(_without_subject(words))


def known_target(heading: str) -> Target | None:
    """What a heading means by itself, None for an unknown one and for those of NAMES."""
    for words in _spellings(heading):
        if words in TARGETS:
            return TARGETS[words]
    return None


def similar_target(heading: str) -> Target | None:
    """The meaning of a heading with a slip of the pen: "Frist name", "Adress"."""
    words = heading_words(heading)
    allowed = 0 if len(words) < 5 else 1 if len(words) < 10 else 2
    near = {target for phrase, target in TARGETS.items() if _is_near(words, phrase, allowed)} if allowed else set()
    return near.pop() if len(near) == 1 else None


def is_name_heading(heading: str) -> bool:
    """Whether it may be a full name or a part of one."""
    return heading_words(heading) in NAMES


def is_kept_elsewhere(heading: str) -> bool:
    """A column that many exports have and that is not imported with people."""
    words = heading_words(heading)
    return bool(words) and (
        words in ELSEWHERE_WORDS or words.split()[0] in {"emergency", "guarantor", "nok", "guardian"}
    )


def is_known_heading(heading: str) -> bool:
    """Whether this is what columns are called."""
    return known_target(heading) is not None or is_name_heading(heading) or is_kept_elsewhere(heading)


def _spellings(heading: str) -> list[str]:
    words = heading_words(heading)
    every = " ".join(re.findall(r"[^\W_]+", fold(heading.replace("ß", "ss"))))
    return list(dict.fromkeys([every, words, words.replace(" ", ""), re.sub(r" ?\d+$", "", words)]))


def _is_near(words: str, phrase: str, allowed: int) -> bool:
    if abs(len(words) - len(phrase)) > allowed or len(phrase) < 5:
        return False
    return jellyfish.damerau_levenshtein_distance(words, phrase) <= allowed


def _without_subject(words: list[str]) -> list[str]:
    """Without "patient" before or after; a heading that is nothing else stays."""
    kept = list(words)
    while len(kept) > 1 and kept[0] in SUBJECTS:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in SUBJECTS:
        kept = kept[:-1]
    return kept


TARGETS = {phrase.strip(): Target.parse(target) for target, text in WORDS.items() for phrase in text.split(";")}
ELSEWHERE_WORDS = frozenset(phrase.strip() for phrase in ELSEWHERE.split(";"))
