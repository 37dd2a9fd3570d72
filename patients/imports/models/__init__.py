"""Imports: files of people, what became of each row, and how their columns were read."""

from patients.imports.models.batch import BatchState, ImportBatch
from patients.imports.models.remembered import RememberedMapping
from patients.imports.models.row import ImportedRow, Outcome

__all__ = ["BatchState", "ImportBatch", "ImportedRow", "Outcome", "RememberedMapping"]
