"""What can be done to the clinic itself, by the clinic."""
