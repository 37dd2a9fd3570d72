"""Files such as patients bring and clinics make, made in code: letters, reports, pictures, cards."""

from patients.documents.sample.files import About, SampleFile, files_about

__all__ = ["About", "SampleFile", "files_about"]
