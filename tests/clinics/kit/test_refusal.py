from django import forms

from clinics.kit.refusal import Refusal, tell


class Full(Refusal):
    sentence = "The room is full."


class Booking(forms.Form):
    room = forms.CharField()


def test_a_refusal_is_told_beside_its_field_and_above_a_form_without_it():
    beside, above, of_nothing = Booking({"room": "A"}), Booking({"room": "A"}), Booking({"room": "A"})

    tell(beside, Full(field="room"))
    tell(above, Full(field="patient"))
    tell(of_nothing, Full())

    assert beside.errors == {"room": ["The room is full."]}
    assert above.errors == of_nothing.errors == {"__all__": ["The room is full."]}
