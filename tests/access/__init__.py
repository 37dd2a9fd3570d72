"""Who reaches what: every address, method, role and relation, against cells that people wrote."""
