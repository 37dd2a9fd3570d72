"""How a clinic's sensitive data is sealed: wrapped keysets, fields, search tokens and files."""
