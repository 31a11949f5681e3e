"""Parsing: the text of a question becomes tokens, mentions, constituents and a query."""
