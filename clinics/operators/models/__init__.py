"""What a clinic keeps of the operators who visited it."""

from clinics.operators.models.visit import How, Visit

__all__ = ["How", "Visit"]
