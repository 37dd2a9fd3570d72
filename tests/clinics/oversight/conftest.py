from tests.clinics.audit.conftest import storage, tamper

__all__ = ["storage", "tamper"]
