"""Where other programs listen, what they are told, and each try to tell them."""

from clinics.webhooks.models.attempt import Attempt, Failing
from clinics.webhooks.models.delivery import Delivery, DeliveryState
from clinics.webhooks.models.endpoint import Endpoint, StopReason

__all__ = ["Attempt", "Delivery", "DeliveryState", "Endpoint", "Failing", "StopReason"]
