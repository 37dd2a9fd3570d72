from clinics.api.models.call_count import CallCount
from clinics.api.models.client import ApiClient
from clinics.api.models.kept_answer import KeptAnswer
from clinics.api.models.program_session import ProgramSession
from clinics.api.models.signing_key import SigningKey

__all__ = ["ApiClient", "CallCount", "KeptAnswer", "ProgramSession", "SigningKey"]
