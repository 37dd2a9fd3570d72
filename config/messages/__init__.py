"""Message catalogues: found in the source, merged, checked and compiled without any outside program."""
