"""Signing in to a clinic through the clinic's own identity provider (OpenID Connect)."""
