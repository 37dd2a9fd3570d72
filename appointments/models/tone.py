"""Colours of the calendar, by name: the style sheet knows how each looks in light and dark."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tone(models.TextChoices):
    BLUE = "blue", _("Blue")
    TEAL = "teal", _("Teal")
    GREEN = "green", _("Green")
    AMBER = "amber", _("Amber")
    ORANGE = "orange", _("Orange")
    RED = "red", _("Red")
    PINK = "pink", _("Pink")
    VIOLET = "violet", _("Violet")
    BROWN = "brown", _("Brown")
    GRAY = "gray", _("Gray")
