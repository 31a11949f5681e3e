"""Text to query: tokenizer, mentions, operators, composition."""
