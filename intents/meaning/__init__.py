"""Find the cases that are nearest to a text in meaning, for texts that share no words with them."""
