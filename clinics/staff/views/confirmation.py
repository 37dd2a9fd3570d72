"""A change of state that has an address: GET asks, POST does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from clinics.kit.refusal import Refusal

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the page asks, what its button says, and what is said once it is done."""

    title: Words
    text: Words
    button: Words
    done: Words
    back: str
    is_dangerous: bool = False


def ask(request: HttpRequest, question: Question, act: Callable[[], object]) -> HttpResponse:
    """Show the question; on POST act and go back, or say why it was refused."""
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            act()
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, str(question.done))
            return redirect(question.back)
    status = refused.status if refused else 200
    return render(request, "staff/confirmation/ask.html", {"question": question, "refused": refused}, status=status)
