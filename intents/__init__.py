"""Question answering: a Chinese question becomes a typed query, and the query an exact answer."""
