from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As on the card.")
    consent = forms.BooleanField(label="They agree")
    contact = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_is_described_by_its_hint_and_its_error():
    page = SampleForm({}).as_div()

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_each_error_is_listed_once_above_and_once_beside_its_field():
    page = str(SampleForm({"name": "Ana", "contact": "a"}))

    assert page.count("This field is required.") == 2
    assert '<a href="#id_consent">They agree: This field is required.</a>' in page


def test_a_choice_of_several_has_a_legend():
    page = str(SampleForm())

    assert page.count("<fieldset") == 1
    assert "<legend" in page


def test_one_field_renders_alone_with_its_errors():
    page = SampleForm({})["name"].as_field_group()

    assert "This field is required." in page
    assert 'class="input"' in page


def test_nothing_is_styled_or_scripted_inline():
    page = str(SampleForm({}))

    assert " style=" not in page
    assert "<script" not in page
