"""The two administrations: a clinic's configuration for its administrators, the platform for operators."""
