"""The actions of the grammar, by the sections of grammar.txt."""
