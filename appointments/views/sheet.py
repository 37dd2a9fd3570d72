"""A form of the settings: asked on GET, done on POST, refused with the reason on the same page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from clinics.kit.refusal import Refusal, tell

Words = str | Promise


@dataclass(frozen=True)
class Crumb:
    """A page above this one."""

    label: Words
    url: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the page is called, where it stands, what its button says and what is said once it is done."""

    title: Words
    above: Sequence[Crumb]
    button: Words
    done: Words
    text: Words = ""
    is_dangerous: bool = False

    @property
    def url(self) -> str:
        """Where it goes on from here: the page above."""
        return self.above[-1].url


def fill(
    request: HttpRequest,
    form: forms.Form,
    sheet: Sheet,
    save: Callable[..., object],
    *,
    template: str = "appointments/sheet/form.html",
    go_on: Callable[[], HttpResponse] | None = None,
    **context: object,
) -> HttpResponse:
    """Show the form; when it comes back valid, `save` its values and `go_on`, to the page above unless told.

    A refusal keeps what was typed.
    """
    refused: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except Refusal as refusal:
            refused = refusal
            if not getattr(refusal, "url", ""):
                tell(form, refusal)
        else:
            messages.success(request, str(sheet.done))
            return go_on() if go_on else redirect(sheet.url)
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, template, {"form": form, "sheet": sheet, "refused": refused, **context}, status=status)
