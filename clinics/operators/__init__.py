"""Operators of the platform in a clinic: a visit with a reason and an end, which the clinic sees and may forbid."""
