"""`/api/v1/patients/`."""

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories.patients import register

NEW = {
    "given": "Ada",
    "family": "Okafor",
    "birth_date": "1990-05-04",
    "contacts": [{"system": "phone", "use": "mobile", "value": "(212) 555-0142"}],
}


def test_a_registered_patient_is_read_back_as_it_was_sent(program):
    made = program.post("patients/", NEW)

    assert made.status_code == 201, made.content
    read = program.ask("get", made["Location"])
    assert read.json() == made.json()
    assert read["ETag"] == '"1"'
    assert {name: read.json()[name] for name in ("given", "family", "birth_date", "source")} == {
        "given": "Ada",
        "family": "Okafor",
        "birth_date": "1990-05-04",
        "source": "api",
    }


def test_a_list_names_exactly_its_patients_in_the_trail(program, alder, at):
    with entering(alder):
        people = [register(given=f"Person{number}") for number in range(3)]

    answer = program.get("patients/", page_size=2)

    assert answer.status_code == 200, answer.content
    shown = [each["id"] for each in answer.json()["results"]]
    assert shown == [str(person.pk) for person in people[:2]]
    assert answer.json()["count"] == 3
    with entering(alder):
        event = AuditEvent.objects.filter(event="patient.listed").latest("at")
    assert [str(each) for each in event.patient_ids] == shown
    assert (event.actor_kind, event.channel) == ("client", "api")


def test_somebody_known_is_not_registered_twice_unless_told(program):
    first = program.post("patients/", NEW)

    again = program.post("patients/", NEW)
    anyway = program.post("patients/", {**NEW, "even_if_alike": True})

    assert (again.status_code, again.json()["code"]) == (409, "looks_like_someone")
    assert again.json()["alike"][0]["id"] == first.json()["id"]
    assert anyway.status_code == 201


def test_a_search_finds_and_names_who_was_found(program, alder):
    with entering(alder):
        ana = register(phone="(212) 555-0142")
        register(given="Bea", family="Stone", birth_date=None)

    for query in ("Ana Rui", "212 555 0142", "1984-03-07"):
        assert [each["id"] for each in program.get("patients/", q=query).json()["results"]] == [str(ana.pk)]
    with entering(alder):
        assert AuditEvent.objects.filter(event="patient.searched").latest("at").patient_ids == [ana.pk]


def test_a_change_is_a_new_version_and_needs_the_one_it_changes(program):
    made = program.post("patients/", NEW)
    path = made["Location"]

    changed = program.patch(path, {"family": "Okafor-Bell", "birth_date": None}, If_Match=made["ETag"])
    stale = program.patch(path, {"family": "Other"}, If_Match=made["ETag"])

    assert (changed.status_code, changed["ETag"]) == (200, '"2"'), changed.content
    assert (changed.json()["family"], changed.json()["birth_date"]) == ("Okafor-Bell", None)
    assert stale.status_code == 412


def test_contacts_are_added_changed_and_removed(program):
    made = program.post("patients/", NEW)
    path = made["Location"]

    added = program.post(f"{path}contacts/", {"system": "email", "value": "ada@example.com"})
    assert added.status_code == 201, added.content
    row = f"{path}contacts/{added.json()['id']}/"
    changed = program.patch(row, {"value": "ada@example.org"}, If_Match=added["ETag"])
    assert changed.status_code == 200, changed.content
    assert [each["value"] for each in program.get(path).json()["contacts"]] == ["(212) 555-0142", "ada@example.org"]
    assert program.ask("delete", row).status_code == 204
    assert len(program.get(path).json()["contacts"]) == 1


def test_somebody_inactive_is_active_again(program):
    path = program.post("patients/", NEW)["Location"]

    assert program.ask("put", f"{path}inactivity/", {}).json()["status"] == "inactive"
    assert program.ask("delete", f"{path}inactivity/").json()["status"] == "active"


def test_who_was_entered_in_error_is_found_no_more_but_read(program):
    path = program.post("patients/", NEW)["Location"]

    assert program.post(f"{path}error/", {"reason": "test"}).status_code == 200
    assert program.get("patients/", q="Okafor").json()["results"] == []
    assert program.get(path).json()["status"] == "entered_in_error"


def test_a_patient_of_another_clinic_is_not_there(program, birch):
    with entering(birch):
        stranger = register()

    assert program.get(f"patients/{stranger.pk}/").status_code == 404


def test_what_cannot_be_is_refused_by_field(program):
    answer = program.post("patients/", {**NEW, "birth_date": "2990-01-01"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "birth_date")


def test_a_list_costs_the_same_at_one_and_at_three(program, alder, django_assert_num_queries):
    for count in (1, 3):
        with entering(alder):
            while len(program.get("patients/").json()["results"]) < count:
                register(given=f"Person{count}")
        with django_assert_num_queries(8):
            program.get("patients/")
