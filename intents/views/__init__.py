"""Other views of a dataset: refinements, matrix, summaries, differences."""
