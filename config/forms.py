"""How every form is rendered: label, hint, errors and required mark from one template."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Set as FORM_RENDERER; needs `django.forms` among the installed apps."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
