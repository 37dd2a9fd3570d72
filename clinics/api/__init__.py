"""The frame of the API: one way to ask, to refuse, to page and to repeat. Resources live in their own apps."""
