"""Find the cases that a text is nearest to in meaning, where it shares no words with them."""
