"""What a person can be found by, as terms that are afterwards turned into the clinic's keyed tokens.

`terms_of` gives the terms of a person, `parse_query` those of what was typed, `matches` checks a hit again after
decryption and ranks it. Nothing here touches the database or a key.
"""

from patients.search_terms.known import PersonValues, terms_of
from patients.search_terms.query import Query, Rank, matches, parse_query
from patients.search_terms.terms import Term, TermKind

__all__ = ["PersonValues", "Query", "Rank", "Term", "TermKind", "matches", "parse_query", "terms_of"]
