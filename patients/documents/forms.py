"""What is asked about documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from patients.documents.checking import FileIsEmpty, FileIsTooLarge
from patients.documents.kinds import ACCEPT
from patients.documents.models import DocumentCategory, WithdrawalReason


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=150, help_text=_("Leave it empty to use the name of the file.")
    )
    category = forms.ChoiceField(label=_("Category"), choices=DocumentCategory.choices)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(str(FileIsTooLarge.sentence), code=FileIsTooLarge.code)
        if not file.size:
            raise forms.ValidationError(str(FileIsEmpty.sentence), code=FileIsEmpty.code)
        return file


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=WithdrawalReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Explanation"),
        help_text=_("Colleagues who open the document's page will read this."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
